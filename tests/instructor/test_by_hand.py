"""Marks given by hand, late work and missing notebooks, as nbgrader documents them.

Once for each way to grade: nbgrader's own command and a batch.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.instructor.terminal import grader, nbgrader, need_sandbox
from tests.instructor.tiny import (
    LESSON,
    RIGHT_DOUBLE,
    RIGHT_HALF,
    WROTE,
    hand_in,
    make_course,
)

MORE = "02-more"
CONFIG = """
c.CheckFiles.allowed = ["*.ipynb", "checks.json"]
c.LateSubmissionPlugin.penalty_method = "zero"
"""
WAYS = {
    "nbgrader autograde": lambda course: nbgrader(course, "autograde", LESSON, "--force"),
    "grader run": lambda course: grader(course, "run", LESSON),
}


def second(course: Path, room: str) -> Path:
    """The place of the assignment's other notebook, whose cells are those of the first."""
    return course / room / LESSON / f"{MORE}.ipynb"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with an assignment of two notebooks, and three learners' work."""
    need_sandbox()
    course = make_course(tmp_path_factory.mktemp("two"))
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(CONFIG)
    shutil.copy(course / "source" / LESSON / f"{LESSON}.ipynb", second(course, "source"))
    nbgrader(course, "generate_assignment", LESSON)
    nbgrader(course, "db", "assignment", "add", LESSON, "--duedate=2026-01-30 15:00:00 UTC")
    for learner in ("ada", "bob", "late"):
        place = hand_in(course, learner, RIGHT_DOUBLE, RIGHT_HALF, WROTE)
        if learner != "bob":
            shutil.copy(place, place.with_name(f"{MORE}.ipynb"))
    stamp = course / "submitted" / "late" / LESSON / "timestamp.txt"
    stamp.write_text("2026-01-30 16:00:00 UTC")
    return course


@pytest.fixture(scope="module", params=list(WAYS))
def graded(request: pytest.FixtureRequest, handed_in: Path) -> Any:
    """The same course, graded; a function that grades it again."""
    course = handed_in.with_name(request.param.replace(" ", "-"))
    shutil.copytree(handed_in, course)
    WAYS[request.param](course)
    return course, lambda: WAYS[request.param](course)


def marks(course: Path) -> dict[tuple[str, str], float]:
    """Each learner's score for each notebook, the late penalty taken off."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            (submission.student.id, notebook.name): notebook.score
            - (notebook.late_submission_penalty or 0.0)
            for submission in gradebook.assignment_submissions(LESSON)
            for notebook in submission.notebooks
        }


def test_missing_notebooks_and_late_work_cost_what_nbgrader_says(graded: Any) -> None:
    """A notebook that is not there earns 0 and waits for nobody; a late one is penalised."""
    course, _ = graded
    assert marks(course) == {
        ("ada", LESSON): 7.0,
        ("ada", MORE): 7.0,
        ("bob", LESSON): 7.0,
        ("bob", MORE): 0.0,
        ("late", LESSON): 0.0,
        ("late", MORE): 0.0,
    }
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        missing = gradebook.find_submission_notebook(MORE, LESSON, "bob")
        assert not any(grade.needs_manual_grade for grade in missing.grades)


def test_marks_by_hand_outlive_a_changed_submission(graded: Any) -> None:
    """The score and comment stay, automatic marks are new, and a person is asked to look again."""
    course, again = graded
    where = (LESSON, LESSON, "ada")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.find_grade("why", *where).manual_score = 1.5
        gradebook.find_grade("why", *where).needs_manual_grade = False
        gradebook.find_comment("why", *where).manual_comment = "Say more."
        gradebook.db.commit()
    shutil.rmtree(course / "submitted" / "ada")
    place = hand_in(course, "ada", RIGHT_DOUBLE, WROTE)
    shutil.copy(place, place.with_name(f"{MORE}.ipynb"))
    again()
    assert marks(course)["ada", LESSON] == 4.0 + 1.5
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        assert gradebook.find_grade("why", *where).needs_manual_grade
        assert gradebook.find_comment("why", *where).comment == "Say more."
