"""A graded class, made once; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grader.batch.course import Done, grade, make_course


@pytest.fixture(scope="session")
def ungraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a class's work that nobody has graded."""
    return make_course(tmp_path_factory.mktemp("batch") / "ungraded")


@pytest.fixture(scope="session")
def first_batch(ungraded: Path) -> tuple[Path, Done]:
    """The same course after one batch, and what it said."""
    graded = ungraded.with_name("graded")
    shutil.copytree(ungraded, graded)
    return graded, grade(graded)


@pytest.fixture
def fresh(ungraded: Path, tmp_path: Path) -> Path:
    """A copy of the ungraded course."""
    return Path(shutil.copytree(ungraded, tmp_path / "course"))


@pytest.fixture
def graded(first_batch: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of the graded course, with its cache."""
    return Path(shutil.copytree(first_batch[0], tmp_path / "course"))
