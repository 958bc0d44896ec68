"""Imports between the rooms go one way, as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files

PYTHON = [path for path in files() if path.suffix == ".py"]
NBGRADERS = ROOT / "launch" / "nbgrader_config.py"  # nbgrader reads it, launch only copies it
LAUNCH = [path for path in PYTHON if path.parent == ROOT / "launch" and path != NBGRADERS]
LESSONS = [path for path in PYTHON if path.is_relative_to(ROOT / "lessons")]
OURS = {"authoring", "benchmarks", "course", "exam", "grader", "launch", "lessons", "tests"}


def imported(path: Path) -> Iterator[str]:
    """Yield the top name of each module that a file imports, for types too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_the_contracts_of_imports_are_kept() -> None:
    """They stand in pyproject.toml; an exception that is no longer needed breaks them too."""
    linter = Path(sys.executable).with_name("lint-imports")
    words = [str(linter), "--no-cache", "--no-logo"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_lesson_imports_what_is_meant_for_lessons(path: Path) -> None:
    """What learners see imports `course`; what decides marks imports `exam` besides."""
    meant = {"course", "exam"} if path.parent.name == "exams" else {"course"}
    assert set(imported(path)) & OURS <= meant


def test_launch_needs_only_python() -> None:
    """It runs before anything is installed."""
    assert LAUNCH
    for path in LAUNCH:
        foreign = set(imported(path)) - sys.stdlib_module_names - {"launch"}
        assert not foreign, f"{path.name} imports {foreign}"
