"""Assignments, notebooks and learners whose names are patterns elsewhere are taken as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grader.batch.course import CONFIG, gradebook, hand_in, write_source
from tests.grader.batch.course import LESSON as PLAIN
from tests.grader.intake.test_barriers import OURS, RIGHT, command
from tests.instructor.terminal import need_sandbox

LESSON = "ps [1] ü"
NOTEBOOK = "one [a] (ß) Ω"
LEARNERS = ("a[1]", "a1", "o'neill ü")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course in a folder with such a name too, with three learners' work."""
    need_sandbox()
    root = tmp_path_factory.mktemp("names") / "course [x]"
    root.mkdir()
    (root / "nbgrader_config.py").write_text(CONFIG + OURS)
    write_source(root)
    (root / "source" / PLAIN).rename(root / "source" / LESSON)
    (root / "source" / LESSON / "one.ipynb").rename(root / "source" / LESSON / f"{NOTEBOOK}.ipynb")
    shutil.copytree(root / "source" / LESSON, root / "source" / "ps 1 ü")  # what the pattern finds
    said = command(root, "nbgrader", "generate_assignment", LESSON)
    released = root / "release" / LESSON / f"{NOTEBOOK}.ipynb"
    assert released.is_file(), said
    (root / "release" / PLAIN).mkdir()
    shutil.copy(released, root / "release" / PLAIN / "one.ipynb")
    for learner in LEARNERS:
        hand_in(root, learner, RIGHT)
        made = root / "submitted" / learner / PLAIN
        (made / "one.ipynb").rename(made / f"{NOTEBOOK}.ipynb")
        made.rename(made.with_name(LESSON))
    return root


def marks(root: Path) -> dict[str, float]:
    """Each learner's points for the second exercise."""
    books = gradebook(root, LESSON)
    return {name[0]: about[0] for name, about in books.items() if name[2] == "square-test"}


def test_nbgraders_own_commands_find_them(course: Path, tmp_path: Path) -> None:
    """Graded, told and nobody else's folder taken for theirs."""
    root = Path(shutil.copytree(course, tmp_path / "course [y]"))
    said = command(root, "nbgrader", "autograde", LESSON)
    assert marks(root) == dict.fromkeys(LEARNERS, 4.0), said[-3000:]
    said = command(root, "nbgrader", "generate_feedback", LESSON)
    pages = (root / "feedback").glob(f"*/*/{NOTEBOOK.replace('[', '[[]')}.html")
    assert {page.parent.parent.name for page in pages} == set(LEARNERS), said[-3000:]
    assert not (root / "release" / "ps 1 ü").exists()


def test_a_batch_finds_them(course: Path, tmp_path: Path) -> None:
    """The same with `python -m grader run`."""
    root = Path(shutil.copytree(course, tmp_path / "course [z]"))
    said = command(root, "grader", "run", LESSON)
    assert marks(root) == dict.fromkeys(LEARNERS, 4.0), said
