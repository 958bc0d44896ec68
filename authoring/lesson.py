"""Read a lesson and find its exercises."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import jupytext
from nbformat import NotebookNode

from grader.markers import STOCK

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "lessons"

SOLUTION, HIDDEN = (
    (f"### {region.begin}", f"### {region.end}") for region in (STOCK.solution, STOCK.hidden_tests)
)


class LessonError(Exception):
    """A lesson can't be built; the message names the lesson, the cell and the way out."""


def lesson_names(folder: Path = LESSONS) -> list[str]:
    """Return the names of all lessons, in order."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9]-*.py"))


def read_lesson(name: str, folder: Path = LESSONS) -> NotebookNode:
    """Read a lesson as a notebook.

    Raises
    ------
    LessonError
        When there is no such lesson, or it is not a percent-format notebook.
    """
    path = folder / f"{name}.py"
    if not path.is_file():
        known = ", ".join(lesson_names(folder)) or "none yet"
        raise LessonError(f"There is no lesson {name!r} in {folder.name}/. Lessons: {known}.")
    notebook: NotebookNode = jupytext.read(path, fmt="py:percent")
    return notebook


@dataclass(frozen=True, eq=False)
class Exercise:
    """An exercise as it stands in a lesson: its name, its answer cell and its check cell."""

    lesson: str
    name: str
    answer: NotebookNode
    check: NotebookNode

    @property
    def points(self) -> float:
        """What the check cell is worth."""
        return float(self.check.metadata["nbgrader"]["points"])

    @cached_property
    def solution(self) -> str:
        """The answer cell's source without the markers: the reference."""
        lines = self.answer.source.splitlines()
        return "\n".join(line for line in lines if line.strip() not in SOLUTION).strip() + "\n"

    @cached_property
    def hidden(self) -> str:
        """What stands between the markers of the check cell's hidden tests."""
        source: str = self.check.source
        _, _, rest = source.partition(HIDDEN[0] + "\n")
        return rest.partition(HIDDEN[1])[0]

    @cached_property
    def exam_name(self) -> str:
        """The one subclass of Exam that the hidden tests define last."""
        classes = [one.name for one in ast.parse(self.hidden).body if isinstance(one, ast.ClassDef)]
        if not classes:
            raise LessonError(
                f"{self.lesson}, the check cell of {self.name}: its hidden tests define no "
                "subclass of grader.exam.Exam."
            )
        return classes[-1]


def exercises(lesson: str, notebook: NotebookNode) -> list[Exercise]:
    """Find the exercises: each answer cell with the check cell that follows it."""
    found = []
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for answer, check in pairwise(cells):
        if _role(answer).get("solution") and _role(check).get("grade"):
            found.append(Exercise(lesson, _checked_name(lesson, check), answer, check))
    return found


def _role(cell: NotebookNode) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def _checked_name(lesson: str, check: NotebookNode) -> str:
    """Read the exercise's name from the check cell's `check(name)`."""
    match = re.search(r"^check\(.*?(?:,\s*)?[\"']?(\w+)[\"']?\)", check.source, re.MULTILINE)
    if match is None:
        grade_id = _role(check).get("grade_id")
        raise LessonError(
            f"{lesson}, cell {grade_id}: a check cell has a line check(function_name), "
            "or check(value, 'exercise_name')."
        )
    return match.group(1)
