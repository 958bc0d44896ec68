"""What is asked wrongly is answered in one sentence that names the way out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.grader.batch.course import (
    CONFIG,
    LESSON,
    ROOT,
    Done,
    environment,
    generate,
    grade,
    write_source,
)


def said(done: Done) -> str:
    """The one line of an answer."""
    assert done.status == 2, done.said + done.errors
    lines = done.said.splitlines()
    assert len(lines) == 1, done.said
    return lines[0]


def test_outside_a_course(tmp_path: Path) -> None:
    assert "There is no nbgrader_config.py in" in said(grade(tmp_path, LESSON))


def test_a_course_without_the_examiner(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    assert "add `from grader import configure` and `configure(c)`" in said(grade(tmp_path, LESSON))


def test_a_lesson_that_is_not_there(graded: Path) -> None:
    assert (
        said(grade(graded, "ps2")) == "There is no lesson 'ps2' in this course. Did you mean ps1?"
    )


def test_a_student_who_handed_in_nothing(graded: Path) -> None:
    assert said(grade(graded, LESSON, "--student", "adda")).endswith("Did you mean ada?")


def test_a_lesson_that_was_never_released(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    write_source(tmp_path)
    assert "run `nbgrader generate_assignment ps1`" in said(grade(tmp_path, LESSON))
    generate(tmp_path)
    assert "Nobody handed in ps1: expected notebooks in" in said(grade(tmp_path, LESSON))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--help"], "run"), (["run", "--help"], "Exit status"), (["doctor", "--help"], "sandbox")],
)
def test_help_explains_itself(arguments: list[str], word: str) -> None:
    command = [sys.executable, "-m", "grader", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0 and word in done.stdout


def test_workers_are_counted_from_one(graded: Path) -> None:
    done = grade(graded, LESSON, "--workers", "0")
    assert done.status == 2 and "expected a whole number above 0, got '0'" in done.errors
