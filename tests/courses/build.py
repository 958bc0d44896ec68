"""Makes nbgrader courses from texts.

A notebook is a text file: each cell begins with a line ``%% ROLE [NAME] [POINTS]``. The roles are
``markdown``, ``plain``, ``locked``, ``answer``, ``test``, ``manual`` (a written answer that is
graded by hand) and ``wrong``, which is what a wrong submission has in the answer cell of that name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.courses.kinds import Kind

COURSES = Path(__file__).with_name("courses")
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "styles"\n'
_ROLES: dict[str, dict[str, bool]] = {
    "locked": {"locked": True},
    "answer": {"solution": True},
    "test": {"grade": True, "locked": True},
    "manual": {"grade": True, "solution": True},
}
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Cell:
    """One cell of a text."""

    role: str
    name: str
    points: float
    source: str


def cells_in(text: str) -> list[Cell]:
    """The cells of a text."""
    found = []
    for part in ("\n" + text).split("\n%% ")[1:]:
        head, _, source = part.partition("\n")
        role, name, points, *_ = [*head.split(), "", "0"]
        found.append(Cell(role, name, float(points or 0), source.strip("\n")))
    return found


def notebook_of(cells: list[Cell]) -> Any:
    """The source notebook, without wrong answers."""
    notebook = new_notebook(metadata={"kernelspec": _KERNEL})
    notebook.cells = [_cell(cell, n) for n, cell in enumerate(cells) if cell.role != "wrong"]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    return notebook


def _cell(cell: Cell, number: int) -> Any:
    make = new_markdown_cell if cell.role in ("markdown", "manual") else new_code_cell
    if cell.role not in _ROLES:
        return make(cell.source)
    about: dict[str, Any] = {"schema_version": 3, "grade_id": cell.name or f"{cell.role}-{number}"}
    about |= {"grade": False, "solution": False, "locked": False, "task": False}
    about |= _ROLES[cell.role]
    if about["grade"]:
        about["points"] = cell.points or 1
    return make(cell.source, metadata={"nbgrader": about})


def kinds_cells(kinds: list[Kind]) -> list[Cell]:
    """A notebook with an answer and a test cell for each kind."""
    cells = []
    for number, kind in enumerate(kinds):
        region = f"### BEGIN SOLUTION\n{kind.right}\n### END SOLUTION"
        cells.append(Cell("answer", f"answer-{number}", 0, region))
        cells.append(Cell("wrong", f"answer-{number}", 0, kind.wrong))
        cells.append(Cell("test", f"test-{number}", 2, kind.test))
    return cells


def write_source(root: Path, assignment: str, notebooks: dict[str, list[Cell]]) -> None:
    """Write an assignment's source notebooks."""
    folder = root / "source" / assignment
    folder.mkdir(parents=True)
    for name, cells in notebooks.items():
        nbformat.write(notebook_of(cells), folder / f"{name}.ipynb")


def hand_in(root: Path, assignment: str, notebooks: dict[str, list[Cell]]) -> None:
    """Hand in a right, a blank and a wrong answer."""
    for name, cells in notebooks.items():
        blank = nbformat.read(root / "release" / assignment / f"{name}.ipynb", as_version=4)
        right = {cell.name: cell.source for cell in cells if cell.role == "answer"}
        wrong = {cell.name: cell.source for cell in cells if cell.role == "wrong"}
        for student, answers in {"right": right, "blank": {}, "wrong": right | wrong}.items():
            _write(root, student, assignment, name, _answered(blank, answers))
    for path in (root / "release" / assignment).iterdir():
        if path.suffix != ".ipynb" and path.is_file():
            for student in ("right", "blank", "wrong"):
                (root / "submitted" / student / assignment / path.name).write_bytes(
                    path.read_bytes()
                )


def _answered(blank: Any, answers: dict[str, str]) -> Any:
    notebook = nbformat.from_dict(blank)
    notebook.cells = [type(cell)(cell) for cell in blank.cells]
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in answers:
            cell.source = answers[name]
    return notebook


def _write(root: Path, student: str, assignment: str, name: str, notebook: Any) -> None:
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")
