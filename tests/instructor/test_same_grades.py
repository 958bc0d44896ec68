"""On honest work for a lesson of ours, isolation gives exactly the grades of stock nbgrader."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from tests.instructor.handed_in import answers, hand_in, lay_out, solve
from tests.instructor.terminal import grader, nbgrader, need_sandbox
from tests.instructor.test_lessons import only_exercises

LESSON = "05-momentum"
STOCK = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\nc.Execute.timeout = 60\n"


def wrong(notebook: Any) -> None:
    """Turn signs around in every answer."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = cell.source.replace(" + ", " - ")


def scores(course: Path) -> dict[tuple[str, str], Any]:
    """Each learner's automatic mark for each cell, and whether a person has to look."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            (submission.student.id, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(LESSON)
            for grade in submission.notebooks[0].grades
        }


def test_right_wrong_partial_and_blank_work(tmp_path: Path) -> None:
    """The same class, graded by stock nbgrader and through `configure`."""
    need_sandbox()
    ours = lay_out(tmp_path / "ours", LESSON)
    nbgrader(ours, "generate_assignment", LESSON, "--force")
    hand_in(ours, LESSON, "blank", only_exercises)
    hand_in(ours, LESSON, "right", solve(LESSON), only_exercises)
    hand_in(ours, LESSON, "wrong", solve(LESSON), wrong, only_exercises)
    hand_in(ours, LESSON, "partial", solve(LESSON, list(answers(LESSON))[::2]), only_exercises)
    stock = Path(shutil.copytree(ours, tmp_path / "stock"))
    (stock / "nbgrader_config.py").write_text(STOCK)
    nbgrader(stock, "autograde", LESSON)
    grader(ours, "run", LESSON)
    found = scores(ours)
    assert found == scores(stock)
    totals = {who: sum(mark for (one, _), (mark, _) in found.items() if one == who)
              for who in ("blank", "right", "wrong", "partial")}  # fmt: skip
    assert totals["blank"] == 0 and totals["right"] == 16
    assert 0 < totals["partial"] < 16 and 0 <= totals["wrong"] < 16
