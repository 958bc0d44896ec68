"""Read a lesson and find its exercises."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from authoring.errors import LessonError
from authoring.exams import HIDDEN, insert_exams
from authoring.headers import CHECK, EXERCISE, expand
from grader.markers import STOCK

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "lessons"

SOLUTION = (f"### {STOCK.solution.begin}", f"### {STOCK.solution.end}")


def lesson_names(folder: Path = LESSONS) -> list[str]:
    """Return the names of all lessons, in order."""
    return sorted(path.parent.name for path in folder.glob("[0-9][0-9]-*/lesson.py"))


def lesson_file(name: str, folder: Path = LESSONS) -> Path:
    """Return where a lesson's prose, pictures and answers stand.

    Raises
    ------
    LessonError
        When there is no such lesson.
    """
    path = folder / name / "lesson.py"
    if not path.is_file():
        known = ", ".join(lesson_names(folder)) or "none yet"
        raise LessonError(f"There is no lesson {name!r} in {folder.name}/. Lessons: {known}.")
    return path


def read_lesson(name: str, folder: Path = LESSONS) -> NotebookNode:
    """Read a lesson as a notebook of nbgrader's, its exams in their check cells.

    Raises
    ------
    LessonError
        When there is no such lesson, a cell's header is wrong, or an exam is missing.
    """
    path = lesson_file(name, folder)
    notebook: NotebookNode = jupytext.read(path, fmt="py:percent")
    expand(name, notebook)
    insert_exams(name, notebook, path.parent)
    return notebook


@dataclass(frozen=True, eq=False)
class Exercise:
    """An exercise as it stands in a notebook: its name, its answer cell and its check cell."""

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
    def is_function(self) -> bool:
        """Whether the answer is a function: only functions borrow and are lent."""
        defined = ast.parse(self.solution).body
        return any(isinstance(one, ast.FunctionDef) and one.name == self.name for one in defined)

    @cached_property
    def hidden(self) -> str:
        """The exam: what stands between the markers of the check cell's hidden tests."""
        source: str = self.check.source
        _, _, rest = source.partition(HIDDEN[0] + "\n")
        return rest.partition(HIDDEN[1])[0]

    @cached_property
    def exam_name(self) -> str:
        """The one subclass of Exam that the exam defines last."""
        classes = [one.name for one in ast.parse(self.hidden).body if isinstance(one, ast.ClassDef)]
        if not classes:
            raise LessonError(
                f"{self.lesson}, the exam of {self.name}: it defines no subclass of exam.Exam."
            )
        return classes[-1]


def exercises(lesson: str, notebook: NotebookNode) -> list[Exercise]:
    """Find the exercises: each answer cell with the check cell of the same name."""
    answers = {EXERCISE.name(lesson, cell): cell for cell in notebook.cells}
    checks = {CHECK.name(lesson, cell): cell for cell in notebook.cells}
    return [
        Exercise(lesson, name, cell, checks[name])
        for name, cell in answers.items()
        if name is not None and name in checks
    ]
