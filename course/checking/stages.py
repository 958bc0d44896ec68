"""Hints in stages: the same mistake three times in a row gets a small case to work by hand.

What was said before is kept in the kernel's memory, for as long as the kernel runs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course.checking.data import Exercise
from course.checking.judge import Verdict
from course.checking.rows import compact

PATIENCE = 3
"""At which time in a row the smaller step is offered."""

_said: dict[str, tuple[str, int]] = {}


def staged(exercise: Exercise, verdict: Verdict) -> Verdict:
    """Add a small case to work by hand where the same mistake comes again and again."""
    if verdict.status != "wrong":
        _said.pop(exercise.name, None)
        return verdict
    words = verdict.headline + verdict.hint + verdict.diagnosis
    before, times = _said.get(exercise.name, ("", 0))
    times = times + 1 if before == words else 1
    _said[exercise.name] = words, times
    return replace(verdict, smaller=_by_hand(exercise)) if times >= PATIENCE else verdict


def _by_hand(exercise: Exercise) -> str:
    """Return the example with the fewest numbers, and what it should give."""
    cases = [
        (len(source), source, want.value)
        for source, want in zip(exercise.examples, exercise.expected, strict=True)
        if "\n" not in source and not want.raised and _size(want.value) > 0
    ]
    if not cases:
        return (
            "The same again: run the example line by line in a cell of its own, and look at each \
value before the next."
        )
    _, source, value = min(cases, key=lambda case: case[0])
    return f"The same again. Work the smallest example by hand, with pen and paper, and compare \
each number with your code's: {source} is {compact(value)}."


def _size(value: Any) -> int:
    if isinstance(value, list | tuple):
        return sum(map(_size, value))
    return int(np.size(value))
