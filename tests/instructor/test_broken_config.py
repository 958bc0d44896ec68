"""A mistake in `nbgrader_config.py` never ends in grading without isolation.

nbgrader itself logs the mistake, forgets the whole file, and goes on with its own defaults.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from grader.__main__ import main
from grader.batch.doctor import strictness
from tests.instructor.terminal import grader, nbgrader
from tests.instructor.tiny import LESSON, RIGHT_HALF, hand_in

CONFIG = "nbgrader_config.py"
WHERE = ["a syntax error", "before our import", "before configure", "after configure"]


@pytest.fixture
def ungraded(released: Path, tmp_path: Path) -> Path:
    """A released course with one submission that nobody has graded."""
    made = Path(shutil.copytree(released, tmp_path / "course"))
    hand_in(made, "ada", RIGHT_HALF)
    return made


def break_config(course: Path, where: str) -> int:
    """Put a mistake into the settings; the number of its line."""
    place = course / CONFIG
    text = place.read_text()
    broken = {
        "a syntax error": "c = get_config(\n",
        "before our import": text.replace("from grader", "undefined_name\nfrom grader", 1),
        "before configure": text.replace("\nconfigure(c)", "\nundefined_name\nconfigure(c)"),
        "after configure": f"{text}undefined_name\n",
    }[where]
    place.write_text(broken)
    return broken[: max(broken.find("undefined_name"), 0)].count("\n") + 1


@pytest.mark.parametrize("where", WHERE)
def test_nbgrader_stops_and_names_the_line(ungraded: Path, where: str) -> None:
    """The environment that `make env` makes tells nbgrader to stop at a mistake."""
    line = break_config(ungraded, where)
    printed = nbgrader(ungraded, "autograde", LESSON, fails=True)
    assert f'{CONFIG}", line {line}' in printed
    assert not (ungraded / "autograded").exists()


@pytest.mark.parametrize("where", WHERE[::2])
def test_a_batch_refuses_and_names_the_line(ungraded: Path, where: str) -> None:
    """One sentence, no traceback, nothing graded."""
    line = break_config(ungraded, where)
    done = grader(ungraded, "run", LESSON, status=2)
    assert done.stdout.startswith(f"{ungraded / CONFIG}, line {line}: ")
    assert len(done.stdout.splitlines()) == 1
    assert not (ungraded / "autograded").exists()


def test_elsewhere_our_import_makes_nbgrader_stop(
    ungraded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the environment's own settings, a mistake after `from grader import` still stops."""
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    line = break_config(ungraded, "before configure")
    printed = nbgrader(ungraded, "autograde", LESSON, fails=True)
    assert f'{CONFIG}", line {line}' in printed
    assert not (ungraded / "autograded").exists()


def test_the_doctor_judges_the_course(ungraded: Path) -> None:
    """It tells a course that isolates, one that does not, and one that is broken."""
    assert "Course: graded in isolation\n" in grader(ungraded, "doctor", status=None).stdout
    (ungraded / CONFIG).write_text("c = get_config()\n")
    done = grader(ungraded, "doctor", status=1)
    assert "Course: NOT graded in isolation" in done.stdout
    break_config(ungraded, "a syntax error")
    done = grader(ungraded, "doctor", status=1)
    assert f"Course: {ungraded / CONFIG}, line 1: SyntaxError" in done.stdout


def test_the_doctor_says_how_nbgrader_can_be_made_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where the environment does not do it already."""
    assert strictness() == []
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    assert "RAISE_CONFIG_FILE_ERROR=1" in strictness()[0]
    monkeypatch.setenv("TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR", "1")
    assert strictness() == []


def test_without_a_sandbox_lessons_are_made_and_nothing_is_graded(
    ungraded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the doctor, and the flag that allows it all the same."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    nbgrader(ungraded, "generate_assignment", LESSON, "--force")
    printed = nbgrader(ungraded, "autograde", LESSON, fails=True)
    done = grader(ungraded, "run", LESSON, status=2)
    for said in (printed, done.stdout):
        assert "no sandbox here" in said and "python -m grader doctor" in said
        assert "c.IsolatedExecute.allow_unsandboxed = True" in said
    assert not (ungraded / "autograded" / "ada").exists()


def test_a_system_that_cannot_fork_is_told_where_to_grade(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Windows, say: one sentence and no traceback, from both commands."""
    monkeypatch.delattr(os, "fork")
    for words in (["run", LESSON], ["doctor"]):
        assert main(words) == 2
        assert "Grade on Linux, in WSL 2" in capsys.readouterr().out
