"""A class that hands in lesson 05: right, wrong, partial and blank work, with its pictures."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat

LESSON = "05-momentum"
KINDS = (
    "right",
    "wrong",
    "partial",
    "right",
    "wrong",
    "right",
    "blank",
    "partial",
    "right",
    "wrong",
)
"""The kinds of ten students; four right, three wrong, two partial, one blank."""


def solutions(source: Path) -> dict[str, str]:
    """The instructor's answers, by grade_id."""
    cells = nbformat.read(source / f"{LESSON}.ipynb", 4).cells
    return {
        cell.metadata.nbgrader.grade_id: re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def hand_in(course: Path, students: int) -> None:
    """Fill ``submitted/`` from ``release/``."""
    answers = solutions(course / "source" / LESSON)
    for number in range(students):
        notebook = nbformat.read(course / "release" / LESSON / f"{LESSON}.ipynb", 4)
        _answer(notebook, answers, KINDS[number % len(KINDS)], number)
        folder = course / "submitted" / f"student-{number:03}" / LESSON
        shutil.copytree(course / "release" / LESSON, folder)
        nbformat.write(notebook, folder / f"{LESSON}.ipynb")


def _answer(notebook: Any, answers: dict[str, str], kind: str, number: int) -> None:
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in answers and kind != "blank":
            place = list(answers).index(name)
            if kind == "partial" and place >= len(answers) // 2:
                continue
            cell.source = f"# student {number}\n{answers[name]}"
            if kind == "wrong" and place % 2 == number % 2:
                cell.source = _wrong(cell.source)


def _wrong(source: str) -> str:
    """A slip that changes what comes out, but nothing's shape."""
    head, end, last = source.rpartition("return ")
    return f"{head}{end}{_halved(last)}"


def _halved(value: str) -> str:
    if "\n" in value.strip() or ", " not in value:
        return value.rstrip() + " * 0.5"
    first, comma, rest = value.partition(", ")
    return f"{first} * 0.5{comma}{rest}"
