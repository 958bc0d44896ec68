"""Short cell headers in a lesson, and the nbgrader fields that they stand for.

A lesson says `exercise="half" points=2` over the answer and `check="half"` over the check. nbgrader
wants six fields and a grade_id of each: the build writes them, and `pull` takes them back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from authoring.errors import LessonError

POINTS = "points"


@dataclass(frozen=True)
class Role:
    """What a cell is to nbgrader, and the word that says so in a lesson."""

    word: str
    cell_type: str
    suffix: str
    grade: bool
    locked: bool
    solution: bool

    def fields(self, lesson: str, name: str, points: float | None) -> dict[str, Any]:
        """Return nbgrader's fields for a cell of this role."""
        fields: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": f"{_number(lesson)}-{name}-{self.suffix}",
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": False,
        }
        return fields | ({POINTS: points} if self.grade else {})

    def name(self, lesson: str, cell: NotebookNode) -> str | None:
        """Return whose cell this is; None when its fields are not those of this role."""
        fields = dict(cell.metadata.get("nbgrader", {}))
        pattern = rf"{re.escape(_number(lesson))}-(\w+)-{self.suffix}"
        match = re.fullmatch(pattern, str(fields.get("grade_id")))
        if match is None or cell.cell_type != self.cell_type:
            return None
        expected = self.fields(lesson, match.group(1), fields.get(POINTS))
        return match.group(1) if fields == expected else None


EXERCISE = Role("exercise", "code", "answer", grade=False, locked=False, solution=True)
CHECK = Role("check", "code", "check", grade=True, locked=True, solution=False)
QUESTION = Role("question", "markdown", "task", grade=False, locked=True, solution=False)
ANSWER = Role("answer", "markdown", "answer", grade=True, locked=False, solution=True)

PAIRS = ((EXERCISE, CHECK), (QUESTION, ANSWER))
"""The cell that names the points, and the cell after it that earns them."""

WORDS = {role.word: role for pair in PAIRS for role in pair}


def expand(lesson: str, notebook: NotebookNode) -> None:
    """Write nbgrader's fields in place of short headers.

    Raises
    ------
    LessonError
        When a header is not one of the four, or its partner is missing.
    """
    named: dict[tuple[Role, str], NotebookNode] = {}
    for cell in notebook.cells:
        role = _header(lesson, cell)
        if role is None:
            continue
        key = (role, str(cell.metadata.pop(role.word)))
        if key in named:
            raise LessonError(f"{lesson}: two cells say {_written(*key)}; names must differ.")
        named[key] = cell
    for first, second in PAIRS:
        _expand_pairs(lesson, first, second, named)


def _expand_pairs(
    lesson: str, first: Role, second: Role, named: dict[tuple[Role, str], NotebookNode]
) -> None:
    names = {name: None for role, name in named if role in (first, second)}
    for name in names:
        for role, other in ((first, second), (second, first)):
            if (role, name) not in named:
                raise LessonError(
                    f"{lesson}: there is a cell {_written(other, name)}, but none "
                    f"{_written(role, name)}."
                )
        cells = named[first, name], named[second, name]
        points = _points(lesson, first, name, cells[0])
        for role, cell in zip((first, second), cells, strict=True):
            cell.metadata["nbgrader"] = role.fields(lesson, name, points)


def _points(lesson: str, role: Role, name: str, cell: NotebookNode) -> float:
    points = cell.metadata.pop(POINTS, None)
    if isinstance(points, bool) or not isinstance(points, int | float) or points < 0:
        raise LessonError(
            f"{lesson}: the cell {_written(role, name)} says points={points!r}; expected a number."
        )
    return points


def shorten(lesson: str, notebook: NotebookNode) -> None:
    """Write short headers in place of nbgrader's fields, wherever they say the same."""
    for first, second in PAIRS:
        openers, closers = _by_name(lesson, first, notebook), _by_name(lesson, second, notebook)
        for name in openers.keys() & closers.keys():
            points = closers[name].metadata.pop("nbgrader")[POINTS]
            del openers[name].metadata["nbgrader"]
            whole = int(points) if points == int(points) else points
            openers[name].metadata |= {first.word: name, POINTS: whole}
            closers[name].metadata[second.word] = name


def _by_name(lesson: str, role: Role, notebook: NotebookNode) -> dict[str, NotebookNode]:
    found = {role.name(lesson, cell): cell for cell in notebook.cells}
    return {name: cell for name, cell in found.items() if name is not None}


def _header(lesson: str, cell: NotebookNode) -> Role | None:
    """Return the role that a cell's header names, if any."""
    words = [word for word in WORDS if word in cell.metadata]
    if not words and POINTS not in cell.metadata:
        return None
    begin = cell.source.split("\n")[0]
    if len(words) != 1:
        raise LessonError(
            f"{lesson}, the cell that begins {begin!r}: expected one of {', '.join(WORDS)} in its "
            f"header, got {', '.join(words) or POINTS + ' alone'}."
        )
    role = WORDS[words[0]]
    if cell.cell_type != role.cell_type:
        raise LessonError(
            f"{lesson}, the cell that begins {begin!r}: `{role.word}` belongs over a "
            f"{role.cell_type} cell."
        )
    if POINTS in cell.metadata and role.grade:
        raise LessonError(
            f"{lesson}, the cell that begins {begin!r}: the points stand in the header before "
            "it, of the exercise or the question."
        )
    return role


def _written(role: Role, name: str) -> str:
    return f'{role.word}="{name}"'


def _number(lesson: str) -> str:
    return lesson.partition("-")[0]
