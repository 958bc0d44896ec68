"""A few numbers that stand for what an answer gives, where keeping all of it would be too much."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checking.example import Outcome
from course.compare import numbers_in

Fingerprint = list[list[float]]
"""For each example: how many numbers came, and their sum with fixed weights."""

_DIGITS = 6
_CLOSE = 2e-5


def fingerprint(outcomes: list[Outcome]) -> Fingerprint | None:
    """Return the fingerprint of an answer's outcomes.

    None where it would tell nothing of its own: an error, a changed input, a text, nothing but
    zeros, or fewer than two numbers in all.
    """
    rows = [_row(outcome) for outcome in outcomes]
    numbers = [numbers_in(outcome.value) for outcome in outcomes]
    every = np.concatenate([np.zeros(0), *numbers])
    if any(row is None for row in rows) or np.unique(np.abs(every[every != 0])).size < 2:
        return None
    return [row for row in rows if row is not None]


def _row(outcome: Outcome) -> list[float] | None:
    if outcome.raised or outcome.changed:
        return None
    numbers = numbers_in(outcome.value)
    if not numbers.size or numbers.dtype.kind == "c" or not np.isfinite(numbers).all():
        return None
    return [len(numbers), float(f"{_sum(numbers):.{_DIGITS}g}")]


def _sum(numbers: np.ndarray) -> float:
    weights: Any = 1.0 + 0.5 * np.cos(np.arange(len(numbers)) * 1.7)
    return float(weights @ numbers)


def match(known: Fingerprint, outcomes: list[Outcome]) -> bool:
    """Whether outcomes have this fingerprint, but for rounding."""
    for (count, number), outcome in zip(known, outcomes, strict=True):
        if outcome.raised or outcome.changed:
            return False
        numbers = numbers_in(outcome.value)
        if len(numbers) != count or numbers.dtype.kind == "c":
            return False
        allowed = _CLOSE * float(np.abs(numbers).max(initial=0.0))
        if not abs(_sum(numbers) - number) <= allowed:
            return False
    return True
