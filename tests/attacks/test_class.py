"""The class as a whole, after everybody's tricks."""

from __future__ import annotations

import json

from tests.attacks.classroom import FIRST, LAST, all_tricks
from tests.attacks.command import SECRETS, Places
from tests.attacks.effects import HIDDEN, RIGHT, outputs
from tests.attacks.grading import Report

ROWS = (
    "Marks: skip-execution tag",
    "Marks: read the hidden tests",
    "Marks: transformers and replaced hooks",
    "Marks: forged messages",
    "Marks: a process that writes the gradebook",
    "Marks: replaced functions and overwritten globals",
    "Marks: objects that lie",
    "Marks: partial scores",
    "Marks: changed test cells",
    "Marks: answers for the tests that are seen",
    "Machine: read what is not theirs",
    "Machine: write what is not theirs",
    "Machine: leave processes behind",
    "Machine: open sockets",
    "Machine: use up the machine",
    "Machine: a symlink to a file outside",
    "Machine: a module named like a library",
    "Machine: odd files",
    "Machine: odd characters in names",
    "Machine: odd results",
    "Machine: the examiner's own line",
    "Learners: hidden inputs and expected values",
    "Browser: Markdown",
    "Browser: outputs",
    "Browser: metadata",
)
"""The rows of the threat list; zip slip is tested in `test_archives`."""


def test_every_row_of_the_threat_list_is_attacked() -> None:
    """There are at least sixty tricks, and each row has one."""
    tricks = all_tricks()
    assert len(tricks) >= 60
    assert {trick.row for trick in tricks} == set(ROWS)


def test_classmates_get_their_marks(report: Report) -> None:
    """Who is graded before and after everybody's tricks gets what a right answer deserves."""
    assert report.scores[FIRST] == RIGHT
    assert report.scores[LAST] == RIGHT


def test_nothing_outside_has_changed(report: Report) -> None:
    """Sources, submissions, configuration, home and site-packages are what they were."""
    assert report.changed == []


def test_no_scratch_folder_is_left(report: Report) -> None:
    """What was made in the folder for temporary files has been removed again."""
    assert sorted(path.name for path in (report.root / "tmp").iterdir()) == []
    assert not (report.root / "course/.cache/grader/scratch").exists()
    assert not list((report.root / "course/autograded").glob(".*"))


def test_no_process_is_left(report: Report) -> None:
    """When the command has ended, so has everything that it started."""
    assert report.left == []


def test_no_hidden_test_reaches_a_learner(report: Report) -> None:
    """No output of anybody's notebook holds source, inputs or values of a hidden test."""
    places = Places(report.root)
    for folder in sorted((places.course / "autograded").glob("*/*")):
        said = json.dumps(outputs(folder))
        assert SECRETS["tests"] not in said, folder
        assert not [value for value in HIDDEN if value in said], folder
