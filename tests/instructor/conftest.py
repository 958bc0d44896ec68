"""The small course graded once for all the tests of a file that look at it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.instructor.hostile import FILES, HOSTILE
from tests.instructor.terminal import nbgrader, need_sandbox
from tests.instructor.tiny import (
    LESSON,
    RIGHT_DOUBLE,
    RIGHT_HALF,
    WROTE,
    add,
    answer,
    copy_of,
    hand_in,
    make_course,
)

HALF_RIGHT_DOUBLE = answer(
    "double-answer", "def double(values):\n    print('peek', values)\n    return list(values)"
)
CRASHING_HALF = answer("half-answer", "def solution_of_half(number):\n    return nothing_here")
NOISY_HALF = answer(
    "half-answer",
    "import sys\ndef solution_of_half(number):\n    print('hm', file=sys.stderr)\n"
    "    return number / 2",
)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with the small lesson in `source/`."""
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def released(course: Path) -> Path:
    """The same course after ``nbgrader generate_assignment``."""
    nbgrader(course, "generate_assignment", LESSON)
    return course


@pytest.fixture(scope="session")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it with a class handed in, graded, and its feedback made."""
    need_sandbox()
    made = Path(shutil.copytree(released, tmp_path_factory.mktemp("graded") / "course"))
    hand_in(made, "blank")
    hand_in(made, "ada", RIGHT_DOUBLE, RIGHT_HALF, WROTE)
    hand_in(made, "only-double", RIGHT_DOUBLE)
    hand_in(made, "only-half", RIGHT_HALF)
    hand_in(made, "partial", HALF_RIGHT_DOUBLE, CRASHING_HALF, add("code", "print(In)"))
    hand_in(made, "noisy", RIGHT_DOUBLE, NOISY_HALF)
    hand_in(made, "copied", RIGHT_DOUBLE, RIGHT_HALF, copy_of("double-check"))
    hostile = hand_in(made, "mallory", RIGHT_HALF, *HOSTILE)
    for name, content in FILES.items():
        (hostile.parent / name).write_text(content)
    linked = hand_in(made, "linked", RIGHT_HALF)
    linked.unlink()
    linked.symlink_to(made / "source" / LESSON / f"{LESSON}.ipynb")
    (made / "autograde.log").write_text(nbgrader(made, "autograde", LESSON, fails=True))
    nbgrader(made, "generate_feedback", LESSON)
    return made
