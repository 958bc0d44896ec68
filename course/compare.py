"""Decide whether an answer equals an expected value, and say in words how it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np

from course.counted import counted

_FUNCTIONS = FunctionType | BuiltinFunctionType | np.ufunc
_ROUNDING = 1e-12  # what is expected may itself be rounding around zero
TOLERANCE = 1e-5
"""Relative to the largest expected magnitude; wide enough for an answer computed in float32."""


@dataclass(frozen=True)
class Difference:
    """How an answer differs: `kind` is one of the words below, `words` a sentence without values.

    Kinds: nothing, type, length, keys, shape, nan, value.
    """

    kind: str
    words: str


def difference(expected: Any, got: Any, tolerance: float = TOLERANCE) -> Difference | None:
    """Compare `got` with `expected`; None when they agree.

    Numbers agree when |got - expected| ≤ tolerance · max|expected|, the maximum taken over the
    whole array, so that an exact zero among large entries may carry rounding. Lists stand for
    arrays, NumPy numbers for floats, and a tuple may come as a list.
    """
    if got is None and expected is not None:
        return Difference("nothing", "it returned None")
    if isinstance(expected, Mapping):
        return _mapping_difference(expected, got, tolerance)
    if isinstance(expected, tuple) or _is_ragged(expected):
        return _sequence_difference(expected, got, tolerance)
    if isinstance(expected, str | bytes) or expected is None:
        return None if _plainly_equal(expected, got) else _VALUE
    return _array_difference(expected, got, tolerance)


_VALUE = Difference("value", "its value differs")


def _plainly_equal(expected: Any, got: Any) -> bool:
    return type(got) is type(expected) and bool(got == expected)


def _is_ragged(value: Any) -> bool:
    """Whether a list can't be one numeric array, such as a list of batches."""
    return isinstance(value, list) and as_numbers(value) is None


def as_numbers(value: Any) -> np.ndarray | None:
    """Return `value` as an array of numbers or booleans, or None when it is not one."""
    if isinstance(value, str | bytes | Mapping) or value is None:
        return None
    try:
        array = np.asarray(value)
    except Exception:  # an object whose own conversion fails is not a number
        return None
    return array if array.dtype.kind in "biufc" else None


def numbers_in(value: Any) -> np.ndarray:
    """Return all numbers in an array or in containers, one after another."""
    if isinstance(value, Mapping):
        value = list(value.values())
    array = as_numbers(value)
    if array is not None:
        return array.ravel()
    if not isinstance(value, list | tuple):
        return np.zeros(0)
    return np.concatenate([np.zeros(0), *map(numbers_in, value)])


def _mapping_difference(expected: Any, got: Any, tolerance: float) -> Difference | None:
    if not isinstance(got, Mapping):
        return Difference("type", "it is not a dictionary")
    if set(got) != set(expected):
        return Difference("keys", "its keys differ")
    for key in expected:
        problem = difference(expected[key], got[key], tolerance)
        if problem:
            return Difference(problem.kind, f"under {key!r}, {problem.words}")
    return None


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _sequence_difference(expected: Any, got: Any, tolerance: float) -> Difference | None:
    if not isinstance(got, tuple | list | np.ndarray) or getattr(got, "ndim", 1) == 0:
        many = f"{counted(len(expected), 'value')} {_are(len(expected))}"
        return Difference("type", f"it is one {type(got).__name__} where {many} expected")
    if len(got) != len(expected):
        many = f"{len(expected)} {_are(len(expected))}"
        return Difference("length", f"it has {counted(len(got), 'part')} where {many} expected")
    for place, (one, other) in enumerate(zip(expected, got, strict=True), start=1):
        problem = difference(one, other, tolerance)
        if problem:
            where = f"in part {place} of {len(expected)}"
            return Difference(problem.kind, f"{where}, {problem.words}")
    return None


def _array_difference(expected: Any, got: Any, tolerance: float) -> Difference | None:
    wanted, answer = np.asarray(expected), as_numbers(got)
    if wanted.dtype.kind not in "biufc":
        return _VALUE
    if answer is None:
        return Difference("type", "it is not made of plain numbers")
    if answer.dtype.kind == "c" and wanted.dtype.kind != "c":
        return Difference("type", "it is made of complex numbers")
    if answer.dtype == np.float16:
        return Difference("value", "it is kept in half precision (float16)")
    if answer.shape != wanted.shape:
        return Difference("shape", f"its shape is {answer.shape}, expected {wanted.shape}")
    if np.isnan(answer).any() and not np.isnan(wanted).any():
        return Difference("nan", "it is not a number (NaN)")
    return None if _close(wanted, answer, tolerance) else _VALUE


def _close(wanted: np.ndarray, answer: np.ndarray, tolerance: float) -> bool:
    if wanted.dtype.kind == "b":
        return bool(np.array_equal(wanted, answer))
    finite = np.abs(wanted[np.isfinite(wanted)])
    scale = float(finite.max()) if finite.size else 0.0
    allowed = max(tolerance * scale, _ROUNDING) if scale else 1e-9
    return bool(np.allclose(answer, wanted, rtol=0.0, atol=allowed, equal_nan=True))


def unchanged(before: Any, after: Any) -> bool:
    """Whether an argument still is exactly what it was (arrays bit for bit, containers inside)."""
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
        )
    if isinstance(before, dict):
        same_keys = isinstance(after, dict) and before.keys() == after.keys()
        return same_keys and all(unchanged(before[key], after[key]) for key in before)
    if isinstance(before, list | tuple):
        same_length = type(after) is type(before) and len(after) == len(before)
        return same_length and all(map(unchanged, before, after))
    if isinstance(before, bool | int | float | complex | str | bytes | _FUNCTIONS):
        return after is before or (type(after) is type(before) and bool(after == before))
    return True  # a generator of random numbers is there to be used, and so are objects
