"""Find the learner's lessons from wherever they are."""

from __future__ import annotations

import re
from pathlib import Path

NAME = re.compile(r"\d\d-.+")
"""How a lesson's folder is called; its notebook has the same name."""


def lesson_folders(here: Path) -> list[Path]:
    """Return the lesson folders beside or in `here`, in order; none when there are none.

    `here` may be one lesson's folder, the folder that holds the lessons, or the course's.
    """
    if _is_lesson(here):
        return _lessons_in(here.parent)
    return _lessons_in(here) or _lessons_in(here / "my-lessons")


def _lessons_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9][0-9]-*") if _is_lesson(path))


def _is_lesson(path: Path) -> bool:
    marks = (path / "checks.json", path / f"{path.name}.ipynb")
    return bool(NAME.fullmatch(path.name)) and any(mark.is_file() for mark in marks)
