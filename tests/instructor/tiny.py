"""A course of one small lesson, on nbgrader alone, and a class that hands it in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

LESSON = "01-tiny"
ROOT = Path(__file__).parents[2]

MODEL_ANSWER = "Because the model answer says heptadecagon."
HIDDEN = [  # lines that may never reach a learner
    "rumpelstilzchen = [41.5, -7.25]",
    "reference_double = [2 * item for item in rumpelstilzchen]",
    "assert solution_of_half(8128) == 4064",
]

DOUBLE = """def double(values):
    ### BEGIN SOLUTION
    doubled_carefully = [2 * value for value in values]
    return doubled_carefully
    ### END SOLUTION"""

DOUBLE_CHECK = f"""assert callable(double)
### BEGIN HIDDEN TESTS
{HIDDEN[0]}
{HIDDEN[1]}
try:
    got = double(list(rumpelstilzchen))
except Exception:
    got = None
words = {{"doubles every value": got == reference_double, "returns a list": isinstance(got, list)}}
for word, holds in words.items():
    print("✓" if holds else "✗", word)
4.0 * sum(words.values()) / len(words)
### END HIDDEN TESTS"""

HALF = """def solution_of_half(number):
    ### BEGIN SOLUTION
    return number // 2 if number % 2 == 0 else number / 2
    ### END SOLUTION"""

HALF_CHECK = f"""### BEGIN HIDDEN TESTS
{HIDDEN[2]}
### END HIDDEN TESTS"""


def _graded(grade_id: str, **more: Any) -> dict[str, Any]:
    role = {"grade": False, "solution": False, "locked": False, "task": False} | more
    return {"nbgrader": {"grade_id": grade_id, "schema_version": 3} | role}


def source() -> Any:
    """Write the lesson as an executed source notebook, saved widget state included."""
    test = {"grade": True, "locked": True}
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "picture"}
    cells = [
        new_markdown_cell("# A tiny lesson"),
        new_code_cell(DOUBLE, metadata=_graded("double-answer", solution=True)),
        new_code_cell(DOUBLE_CHECK, metadata=_graded("double-check", points=4, **test)),
        new_code_cell(HALF, metadata=_graded("half-answer", solution=True)),
        new_code_cell(HALF_CHECK, metadata=_graded("half-check", points=3, **test)),
        new_markdown_cell(
            MODEL_ANSWER, metadata=_graded("why", solution=True, grade=True, points=2)
        ),
        new_code_cell("double([1])", outputs=[new_output("display_data", data=view)]),
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    notebook.metadata["widgets"] = {"state": {"1": {"value": "the secret of the picture"}}}
    notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
    return notebook


def make_course(folder: Path) -> Path:
    """Lay a course folder out, with this repository's nbgrader settings."""
    lesson = folder / "source" / LESSON
    lesson.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    nbformat.write(source(), lesson / f"{LESSON}.ipynb")
    (lesson / "checks.json").write_text('{"double": {"examples": ["double([1, 2])"]}}')
    return folder


Edit = Callable[[Any], None]


def hand_in(course: Path, learner: str, *edits: Edit) -> Path:
    """Put an edited copy of the released notebook into `submitted/`."""
    folder = course / "submitted" / learner / LESSON
    folder.mkdir(parents=True)
    path = folder / f"{LESSON}.ipynb"
    shutil.copy(course / "release" / LESSON / f"{LESSON}.ipynb", path)
    edit(path, *edits)
    return path


def edit(path: Path, *edits: Edit) -> None:
    """Change a notebook where it is."""
    notebook = nbformat.read(path, as_version=4)
    for change in edits:
        change(notebook)
    nbformat.write(notebook, path)


def answer(grade_id: str, text: str) -> Edit:
    """Write an answer into the cell of that id."""

    def edit(notebook: Any) -> None:
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
                cell.source = text

    return edit


def add(kind: str, text: str) -> Edit:
    """Add a cell at the end."""
    make = new_markdown_cell if kind == "markdown" else new_code_cell
    return lambda notebook: notebook.cells.append(make(text))


def copy_of(grade_id: str) -> Edit:
    """Copy and paste a cell to the end, as JupyterLab does, id and all."""

    def edit(notebook: Any) -> None:
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
        cell = notebook.cells[ids.index(grade_id)]
        notebook.cells.append(new_code_cell(cell.source, metadata=deepcopy(cell.metadata)))

    return edit


RIGHT_DOUBLE = answer("double-answer", "def double(values):\n    return [v + v for v in values]")
RIGHT_HALF = answer("half-answer", "def solution_of_half(number):\n    return number / 2")
WROTE = answer("why", "Because I thought about it.")
