"""On honest work the grades are those of stock nbgrader, on nbgrader's own quickstart course."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

Notebook = dict[str, Any]
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "course101"\n'
OURS = "from grader import configure\nconfigure(c)\n"


def answers(notebook: Notebook, change: Callable[[str], str]) -> None:
    """Change the source of every answer cell."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = change("".join(cell["source"]))


def _copied(notebook: Notebook) -> None:
    notebook["cells"] += [json.loads(json.dumps(cell)) for cell in notebook["cells"][-3:]]


def _without_tests(notebook: Notebook) -> None:
    kept = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] = kept


WORKS: dict[str, tuple[str, Callable[[Notebook], None]]] = {
    "blank": ("release", lambda notebook: None),
    "right": ("source", lambda notebook: None),
    "wrong": ("source", lambda n: answers(n, lambda s: s.replace("i ** 2", "i ** 3"))),
    "partial": ("source", lambda n: answers(n, lambda s: s.replace("if n < 1", "if n < 0"))),
    "alone": ("source", lambda n: answers(n, lambda s: s.replace("squares(n)", "range(n)"))),
    "noisy": ("source", lambda n: answers(n, lambda s: f"print('hello')\n{s}")),
}
UNTIDY: dict[str, tuple[str, Callable[[Notebook], None]]] = {
    "copied": ("source", _copied),
    "without_tests": ("source", _without_tests),
}


def nbgrader(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in a course."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = dict(os.environ) | {"PATH": path}
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, check=False
    )


def hand_in(course: Path, works: dict[str, tuple[str, Callable[[Notebook], None]]]) -> None:
    """Write submissions."""
    for student, (room, change) in works.items():
        folder = course / "submitted" / student / "ps1"
        folder.mkdir(parents=True)
        for path in (course / room / "ps1").glob("*.ipynb"):
            notebook = json.loads(path.read_text())
            change(notebook)
            (folder / path.name).write_text(json.dumps(notebook))


def scores(course: Path, students: list[str]) -> dict[str, dict[str, Any]]:
    """What the gradebook holds of each student's cells."""
    found: dict[str, dict[str, Any]] = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for student in students:
            notebooks = gradebook.find_submission("ps1", student).notebooks
            grades = [grade for notebook in notebooks for grade in notebook.grades]
            found[student] = {
                grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades
            }
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quickstart course, released."""
    if not shutil.which("bwrap"):
        pytest.skip("the sandbox needs bubblewrap, which is not on this machine")
    root = tmp_path_factory.mktemp("quickstart")
    nbgrader(root, "quickstart", "course101")
    made = root / "course101"
    (made / "nbgrader_config.py").write_text(CONFIG)
    done = nbgrader(made, "generate_assignment", "ps1")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def graded(course: Path) -> Path:
    """The course, graded in isolation."""
    ours = course.with_name("ours")
    shutil.copytree(course, ours)
    (ours / "nbgrader_config.py").write_text(CONFIG + OURS)
    done = nbgrader(ours, "generate_assignment", "ps1", "--force")
    assert done.returncode == 0, done.stderr
    hand_in(ours, WORKS | UNTIDY)
    done = nbgrader(ours, "autograde", "ps1")
    assert done.returncode == 0, done.stderr
    assert "Grading in isolation (namespaces)" in done.stderr
    return ours


def test_grades_are_those_of_stock_nbgrader(course, graded):
    stock = course.with_name("stock")
    shutil.copytree(course, stock)
    hand_in(stock, WORKS)
    done = nbgrader(stock, "autograde", "ps1")
    assert done.returncode == 0, done.stderr
    assert scores(graded, list(WORKS)) == scores(stock, list(WORKS))


def test_a_copied_cell_costs_nothing(graded):
    found = scores(graded, ["right", "copied"])
    assert found["copied"] == found["right"]


def test_deleted_tests_are_put_back(graded):
    found = scores(graded, ["right", "without_tests"])
    tests = {"correct_squares", "squares_invalid_input", "correct_sum_of_squares"}
    assert all(found["without_tests"][name] == found["right"][name] for name in tests)
