"""The instructor's round with nbgrader's own commands, on a course that is not ours."""

from __future__ import annotations

import csv
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.nbgrader.generate.release import leaks, searchable, secrets_of, widget_state
from grader.nbgrader.regions import squeeze
from tests.instructor.terminal import nbgrader
from tests.instructor.tiny import HIDDEN, LESSON, MODEL_ANSWER


def score(course: Path, learner: str) -> float:
    """Look a score up in the gradebook, the late penalty taken off."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        submission = gradebook.find_submission(LESSON, learner)
        return float(submission.score - submission.late_submission_penalty)


def page(course: Path, learner: str) -> str:
    """Read a learner's feedback page."""
    return (course / "feedback" / learner / LESSON / f"{LESSON}.html").read_text()


def test_the_release_holds_no_secret_and_no_widget_state(released: Path) -> None:
    """Nothing of a solution or hidden test, and nothing of the author's session, goes out."""
    notebook = nbformat.read(released / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    secrets = secrets_of(released / "source" / LESSON / f"{LESSON}.ipynb")
    assert {*HIDDEN, squeeze(MODEL_ANSWER)} <= secrets
    assert leaks(secrets, [released / "release"]) == []
    assert widget_state(notebook) == []
    assert set(notebook.metadata) == {"kernelspec"}


def test_each_exercise_counts_on_its_own_and_in_parts(graded: Path) -> None:
    """Blank gets 0; every exercise gives its own points; partial credit is the share held."""
    nbgrader(graded, "export")
    with (graded / "grades.csv").open() as table:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}
    assert scores == {
        "blank": 0.0,
        "ada": 7.0,  # of 9: the written answer waits for a person
        "only-double": 4.0,
        "only-half": 3.0,
        "partial": 2.0,
        "noisy": 7.0,  # a word on stderr costs nothing; in stock nbgrader it costs the points
        "copied": 7.0,  # a copied test cell stops nobody and costs nothing
        "mallory": 3.0,
    }


def test_a_link_is_refused_alone_and_by_name(graded: Path) -> None:
    """A notebook that is a link to the source earns nothing, and stops nobody else."""
    log = squeeze((graded / "autograde.log").read_text())
    assert f"{LESSON}.ipynb is a link; a submission must hold the file itself" in log
    assert not (graded / "autograded" / "linked").joinpath(LESSON).exists()


def test_feedback_says_in_words_what_failed(graded: Path) -> None:
    """The properties and the mark of a hidden test reach the learner."""
    assert "✗ doubles every value" in page(graded, "partial")
    assert "✓ returns a list" in page(graded, "partial")
    assert "✗ passes the hidden tests (they were stopped by NameError)" in page(graded, "partial")
    assert "✗ is written" in page(graded, "blank")
    assert "Score: 2.0 / 9.0" in page(graded, "partial")


@pytest.mark.parametrize("learner", ["blank", "ada", "partial", "noisy", "mallory"])
def test_feedback_shows_nothing_of_the_hidden_tests(graded: Path, learner: str) -> None:
    """No line, input or expected value, in the page or in a file beside it."""
    folder = graded / "feedback" / learner
    text = "".join(searchable(file.read_bytes()) for file in folder.rglob("*") if file.is_file())
    for line in [*HIDDEN, "41.5", "8128", "4064", "rumpelstilzchen", "reference_double"]:
        assert line not in text, line
    assert MODEL_ANSWER not in text


def test_feedback_holds_only_the_page(graded: Path) -> None:
    """A submission's own HTML file and false pictures are not handed back."""
    files = [path.name for path in (graded / "feedback" / "mallory").rglob("*.*")]
    assert files == [f"{LESSON}.html"]
    assert "data:image/png;base64," in page(graded, "mallory"), "an honest figure survives"


def test_a_persons_score_and_comment_outlive_a_regrade(graded: Path) -> None:
    """Hand-graded cells keep score and comment when the submission is graded again."""
    where = (LESSON, LESSON, "ada")
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        gradebook.find_grade("why", *where).manual_score = 1.5
        gradebook.find_comment("why", *where).manual_comment = "Say more about *why*."
        gradebook.db.commit()
    nbgrader(graded, "autograde", LESSON, "--student=ada", "--force")
    nbgrader(graded, "generate_feedback", LESSON, "--student=ada", "--force")
    assert score(graded, "ada") == 8.5
    assert "Say more about <em>why</em>." in page(graded, "ada")
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        assert gradebook.find_grade("why", *where).needs_manual_grade, "shown for review again"


def test_late_work_costs_what_the_instructor_says(graded: Path) -> None:
    """A due date, a timestamp and a penalty method make a late submission's score 0."""
    nbgrader(graded, "db", "assignment", "add", LESSON, "--duedate=2026-01-30 15:00:00 UTC")
    stamp = graded / "submitted" / "only-half" / LESSON / "timestamp.txt"
    stamp.write_text("2026-01-30 16:00:00 UTC")
    late = ["--student=only-half", "--force", "--LateSubmissionPlugin.penalty_method=zero"]
    assert "3600.0 seconds late" in nbgrader(graded, "autograde", LESSON, *late)
    assert score(graded, "only-half") == 0.0
