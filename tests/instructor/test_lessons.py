"""Our own lessons keep their secrets, validate, and are graded as they promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from grader.markers import STOCK
from grader.nbgrader.generate.release import leaks, searchable, secrets_of, widget_state
from grader.nbgrader.regions import secret_lines, squeeze
from tests.instructor.handed_in import (
    ROOT,
    answers,
    hand_in,
    insert,
    lay_out,
    lessons,
    points,
    read,
    solve,
    written,
)  # fmt: skip
from tests.instructor.terminal import grader, nbgrader, need_sandbox, verdict

MESSY = ["1 / 0", "import sys; print('x' * 5000, file=sys.stderr)", "undefined_name"]


def only_exercises(notebook: Any) -> None:
    """Leave the pictures out, as some do; it grades faster, and no mark may hang on them."""
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    keep = [c for c in notebook.cells if c is first or "nbgrader" in c.metadata]
    notebook.cells = keep


@pytest.mark.parametrize("lesson", lessons())
def test_release_holds_no_secret_and_no_widget_state(lesson: str) -> None:
    """No line of a solution or hidden test, and no widget state, is in `release/`."""
    secrets = secrets_of(ROOT / "source" / lesson / f"{lesson}.ipynb")
    assert len(secrets) > 20, "the guard finds the lesson's secrets"
    assert leaks(secrets, [ROOT / "release" / lesson]) == []
    assert widget_state(read("release", lesson)) == []


@pytest.mark.parametrize("lesson", lessons())
def test_validate_fails_the_blank_and_passes_the_solved(lesson: str, tmp_path: Path) -> None:
    """`nbgrader validate` says the release is unfinished and a solved copy is fine."""
    course = lay_out(tmp_path, lesson)
    solved = hand_in(course, lesson, "ada", solve(lesson), only_exercises)
    blank = nbgrader(course, "validate", f"release/{lesson}/{lesson}.ipynb")
    assert verdict(blank) == "failed", blank
    unfinished = len(points(lesson)) + len(written(lesson))
    assert f"ON {unfinished} CELL(S)" in blank
    done = nbgrader(course, "validate", str(solved / f"{lesson}.ipynb"))
    assert verdict(done) == "passed", done


@pytest.fixture(scope="module", params=lessons())
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A lesson's name and a course folder in which a class was graded."""
    need_sandbox()
    lesson = request.param
    course = lay_out(tmp_path_factory.mktemp("ours"), lesson)
    nbgrader(course, "generate_assignment", lesson, "--force")
    hand_in(course, lesson, "blank", only_exercises)
    mess = [insert(place, code) for place, code in enumerate(MESSY, start=2)]
    hand_in(course, lesson, "reference", solve(lesson), *mess)
    for grade_id in answers(lesson).keys() - written(lesson):
        hand_in(course, lesson, f"no-{grade_id}", solve(lesson, [grade_id]), only_exercises)
    assert "sandbox: namespaces" in grader(course, "run", lesson).stdout
    nbgrader(course, "generate_feedback", lesson, "--student=blank")
    return lesson, course


def test_each_exercise_counts_on_its_own(graded: Any) -> None:
    """Blank gets 0, the reference all; one answer left out costs its own points alone."""
    lesson, course = graded
    worth = points(lesson)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        found = {
            submission.student.id: {
                grade.name: grade.auto_score for grade in submission.notebooks[0].grades
                if grade.name in worth
            }
            for submission in gradebook.assignment_submissions(lesson)
        }  # fmt: skip
    for learner, got in found.items():
        missing = learner.removeprefix("no-").replace("-answer", "-check")
        none = dict.fromkeys(worth, 0.0)
        expected = {"blank": none, "reference": worth}.get(learner, worth | {missing: 0.0})
        assert got == expected, learner


def test_feedback_to_a_blank_shows_no_secret(graded: Any) -> None:
    """The page names what is missing and shows no solution and no hidden test."""
    lesson, course = graded
    page = course / "feedback" / "blank" / lesson / f"{lesson}.html"
    said = squeeze(BeautifulSoup(page.read_text(), "html.parser").get_text())
    cells = nbformat.read(course / "source" / lesson / f"{lesson}.ipynb", as_version=4).cells
    text = said + searchable(page.read_bytes())
    assert [line for line in secret_lines(cells, STOCK) if line in text] == []
    assert "✗ " in said
