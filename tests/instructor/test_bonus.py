"""The challenges of our lessons, and no other exercise, are points on top of full marks."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.nbgrader.bonus import Bonus, ExportGrades, full_marks
from tests.instructor.tiny import ROOT

LESSONS = sorted(ROOT.glob("source/*/*.ipynb"))
FULL = 14.0


@pytest.fixture(scope="module")
def bonus() -> Bonus:
    """What this repository's own configuration says."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    return Bonus(config=config)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_cells_that_are_named_are_those_of_the_challenge(bonus: Bonus, lesson: Path) -> None:
    """Each graded cell below the heading of a challenge, and the others make full marks."""
    below, points = False, {True: 0.0, False: 0.0}
    for cell in nbformat.read(lesson, as_version=4).cells:
        heading = cell.cell_type == "markdown" and re.search(r"^### (.*)$", cell.source, re.M)
        below = "A challenge" in heading.group(1) if heading else below
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            assert bonus.is_bonus(about["grade_id"]) == below, about["grade_id"]
            points[below] += about["points"]
    assert points == {False: FULL, True: 2.0}


def test_the_table_of_grades_leaves_the_bonus_out(tmp_path: Path) -> None:
    """14 of 14 without it, 16 of 14 with it, and 0 of 14 for who handed nothing in."""
    place = tmp_path / "grades.csv"
    config = Config({"Bonus": {"cells": ["*-extra"]}, "ExportPlugin": {"to": str(place)}})
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_assignment("hw")
        gradebook.add_notebook("p", "hw")
        for name, points in {"a": 10, "b": 4, "c-extra": 2}.items():
            gradebook.add_grade_cell(name, "p", "hw", max_score=points, cell_type="code")
            gradebook.add_source_cell(name, "p", "hw", cell_type="code")
        for student in ("ada", "bob", "cy"):
            gradebook.add_student(student, last_name="King, of Lovelace")
        for student, extra in {"ada": 2, "bob": 0}.items():
            gradebook.add_submission("hw", student)
            for name, points in {"a": 10, "b": 4, "c-extra": extra}.items():
                gradebook.find_grade(name, "p", "hw", student).auto_score = points
        gradebook.db.commit()
        assert full_marks(gradebook.find_assignment("hw"), Bonus(config=config)) == FULL
        ExportGrades(config=config).export(gradebook)
    named = '"King, of Lovelace",,,'
    assert place.read_text().splitlines()[1:] == [
        f"hw,,,ada,{named}16.0,0.0,16.0,14.0",
        f"hw,,,bob,{named}14.0,0.0,14.0,14.0",
        f"hw,,,cy,{named}0.0,0.0,0.0,14.0",
    ]
