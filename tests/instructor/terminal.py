"""Run nbgrader's commands as an instructor does, and judge them by what they print."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def nbgrader(course: Path, *arguments: str, fails: bool = False) -> str:
    """Run one command in a course folder; give back all it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(course / ".jupyter"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    printed = done.stdout + done.stderr
    assert (done.returncode != 0) == fails, printed
    return printed


def grader(
    course: Path, *arguments: str, status: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m grader`` in a course folder; any exit status will do if it is None."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=course,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert status in (None, done.returncode), done.stdout + done.stderr
    return done


def need_sandbox() -> None:
    """Skip, with a reason, where submissions cannot be graded in isolation."""
    if shutil.which("bwrap") is None:
        pytest.skip("grading needs bubblewrap, which is not on this machine")


def verdict(printed: str) -> str:
    """Judge ``nbgrader validate``, which ends with 0 whatever it found, by what it printed.

    Returns
    -------
    str
        "passed", "failed", "changed" (test cells are not as released), or "unclear" when
        it printed none of the three.
    """
    flat = " ".join(printed.split())
    if "Success! Your notebook passes all the tests." in flat:
        return "passed"
    if "VALIDATION FAILED ON" in flat:
        return "failed"
    if "HAVE CHANGED!" in flat:
        return "changed"
    return "unclear"
