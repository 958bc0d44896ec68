"""Submissions to this repository's own lessons, made from what is released and its source."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

ROOT = Path(__file__).parents[2]
Edit = Callable[[Any], None]


def lessons() -> list[str]:
    """Name the lessons: the folders in `source/`."""
    return sorted(path.name for path in (ROOT / "source").glob("*") if path.is_dir())


def lay_out(folder: Path, lesson: str) -> Path:
    """Copy what a course folder needs for one lesson: settings, source and release."""
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for room in ("source", "release"):
        shutil.copytree(ROOT / room / lesson, folder / room / lesson)
    return folder


def read(room: str, lesson: str, course: Path = ROOT) -> Any:
    """Read a lesson's notebook from `source/` or `release/`."""
    return nbformat.read(course / room / lesson / f"{lesson}.ipynb", as_version=4)


def answers(lesson: str) -> dict[str, str]:
    """Give the source's answer cells, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in read("source", lesson).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def points(lesson: str) -> dict[str, float]:
    """Give the points of the automatically graded cells, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in read("source", lesson).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
        and not cell.metadata.nbgrader.get("solution")
    }


def written(lesson: str) -> list[str]:
    """Give the grade ids of the answers that a person grades."""
    roles = [cell.metadata.get("nbgrader", {}) for cell in read("source", lesson).cells]
    return [role.grade_id for role in roles if role.get("grade") and role.get("solution")]


def solve(lesson: str, without: Iterable[str] = (), **changed: str) -> Edit:
    """Fill the answers in; leave out those in `without`, append code to some by name.

    Parameters
    ----------
    lesson : str
        Which lesson.
    without : iterable of str
        Grade ids of answers to leave as released.
    **changed : str
        For a function's name, code that is put after its answer.
    """
    texts = answers(lesson)

    def edit(notebook: Any) -> None:
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if grade_id in texts and grade_id not in without:
                cell.source = texts[grade_id]
                for name, code in changed.items():
                    cell.source += "\n" + code if f"{name}-" in grade_id else ""

    return edit


def insert(place: int, code: str) -> Edit:
    """Put a code cell somewhere."""
    return lambda notebook: notebook.cells.insert(place, new_code_cell(code))


def hand_in(course: Path, lesson: str, learner: str, *edits: Edit) -> Path:
    """Put an edited copy of the released notebook into `submitted/`."""
    notebook = read("release", lesson, course)
    for edit in edits:
        edit(notebook)
    folder = course / "submitted" / learner / lesson
    shutil.copytree(course / "release" / lesson, folder)
    nbformat.write(notebook, folder / f"{lesson}.ipynb")
    return folder
