"""How marks would change, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.batch.course import Submission
from grader.batch.gradebook import Marks


def told(
    submissions: Iterable[Submission], before: Mapping[str, Marks], after: Mapping[str, Marks]
) -> Iterator[str]:
    """A line for each student whose marks differ, one for each cell, and how many there are."""
    changed = total = 0
    for submission in submissions:
        student = submission.student
        lines = differences(before.get(student), after.get(student))
        total += 1
        changed += bool(lines)
        for number, line in enumerate(lines):
            yield f"    {line}" if number else f"{student}: {line}"
    yield f"{changed} of {total} would get other marks."


def differences(before: Marks | None, after: Marks | None) -> list[str]:
    """Old and new total, then every cell whose automatic mark is another."""
    if after is None:
        return []
    old = before or Marks({}, {}, {})
    cells = [
        f"{name}: {_mark(old.automatic.get(name))} → {_mark(new)}"
        for name, new in sorted(after.automatic.items())
        if old.automatic.get(name) != new
    ]
    if not cells and old.total == after.total:
        return []
    return [f"{_mark(old.total if before else None)} → {_mark(after.total)}", *cells]


def _mark(mark: float | None) -> str:
    return "–" if mark is None else f"{mark:g}"
