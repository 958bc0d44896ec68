"""A tiny course to grade: an assignment of two notebooks, and a class of six."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

LESSON = "ps1"
ROOT = Path(__file__).parents[3]
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "tiny"
from grader.nbgrader.configuration import isolate
isolate(c)
c.IsolatedExecute.preload = []
c.IsolatedExecute.trusted_preload = []
c.IsolatedExecute.limits = {"cell_seconds": 4, "grace_seconds": 1}
"""
DOUBLE = (
    "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS"
)
SQUARE = "### BEGIN HIDDEN TESTS\nassert square(5) == 25\n### END HIDDEN TESTS"


def _about(name: str, **more: Any) -> dict[str, Any]:
    known = {"grade_id": name, "schema_version": 3, "task": False, "locked": False}
    return {"nbgrader": known | {"grade": False, "solution": False} | more}


def _answer(name: str, source: str) -> Any:
    marked = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    return new_code_cell(marked, metadata=_about(name, solution=True), id=name)


def _test(name: str, source: str, points: int) -> Any:
    about = _about(name, grade=True, locked=True, points=points)
    return new_code_cell(source, metadata=about, id=name)


def write_source(root: Path, square: str = SQUARE) -> None:
    """The instructor's notebooks; `square` is the second exercise's test."""
    words = _about("words", grade=True, solution=True, points=3)
    one = [
        _answer("double", "def double(x):\n    return 2 * x"),
        _test("double-test", DOUBLE, 2),
        _answer("square", "def square(x):\n    return x * x"),
        _test("square-test", square, 4),
        new_markdown_cell("### BEGIN SOLUTION\nwhy\n### END SOLUTION", metadata=words, id="words"),
    ]
    two = [
        _answer("half", "def half(x):\n    return x / 2"),
        _test("half-test", "assert half(4) == 2", 1),
    ]
    folder = root / "source" / LESSON
    folder.mkdir(parents=True, exist_ok=True)
    for name, cells in (("one", one), ("two", two)):
        nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")


def make_course(root: Path) -> Path:
    """A course whose assignment is released, and six students' work."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    write_source(root)
    generate(root)
    answers = {
        "ada": ("return x + x", "return x ** 2"),
        "bob": ("return 2 * x", "return 2 * x"),
        "cy": ("return 3 * x", "return x * x"),
        "dee": ("raise ValueError(x)", "while True: pass"),
        "eve": None,
        "flo": ("print('!')\n    return x * 2", "return abs(x) * abs(x)"),
    }
    for student, given in answers.items():
        hand_in(root, student, given)
    for student in ("ada", "bob"):
        shutil.copy(root / f"release/{LESSON}/two.ipynb", root / f"submitted/{student}/{LESSON}")
    return root


def hand_in(root: Path, student: str, answers: tuple[str, str] | None, extra: str = "") -> None:
    """Hand in notebook "one" with two function bodies, or as released."""
    notebook = nbformat.read(root / "release" / LESSON / "one.ipynb", 4)
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    if answers is not None:
        for name, body in zip(("double", "square"), answers, strict=True):
            cells[name].source = f"def {name}(x):\n    {body}"
    if extra:
        notebook.cells.insert(0, new_code_cell(extra, id="extra"))
    folder = root / "submitted" / student / LESSON
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "one.ipynb")


def environment() -> dict[str, str]:
    """This process's, with our package first on the path."""
    path = (
        f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader needs alembic
    )
    more = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "PATH": path}
    return dict(os.environ) | more


def generate(root: Path) -> None:
    """Let nbgrader release the assignment, again if need be."""
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", LESSON, "--force"]
    done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True)
class Done:
    """A finished batch."""

    status: int
    said: str
    errors: str


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """A batch that has just begun."""
    command = [sys.executable, "-m", "grader", "run", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=root, env=environment(), stdout=pipe, stderr=pipe, text=True
    )


def grade(root: Path, *arguments: str) -> Done:
    """A batch from beginning to end."""
    process = start(root, *(arguments or (LESSON,)))
    said, errors = process.communicate(timeout=180)
    return Done(process.returncode, said, errors)


def examined(root: Path) -> list[dict[str, Any]]:
    """What was examined to its end, in order."""
    journal = root / ".cache/grader/examined.log"
    return (
        [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []
    )


def gradebook(root: Path, lesson: str = LESSON) -> dict[str, Any]:
    """All that the gradebook says of the class."""
    from nbgrader.api import Gradebook

    found = {}
    with Gradebook(f"sqlite:///{root}/gradebook.db") as opened:
        for submission in opened.assignment_submissions(lesson):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    name = (submission.student_id, notebook.name, grade.name)
                    found[name] = (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for comment in notebook.comments:
                    name = (submission.student_id, notebook.name, "comment", comment.name)
                    found[name] = (comment.auto_comment,)
    return found


def outputs(root: Path, student: str, name: str = "one") -> dict[str, Any]:
    """The outputs of every cell of a graded notebook, by cell id."""
    path = root / "autograded" / student / LESSON / f"{name}.ipynb"
    cells = nbformat.read(path, 4).cells
    return {cell.id: cell.outputs for cell in cells if cell.cell_type == "code"}
