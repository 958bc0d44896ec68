"""Which arguments, and which of their rows, play a part in a result: tried by changing each."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checking.data import Influence
from course.checking.diagnosis.parts import listed
from course.checking.plain import settle
from course.compare import difference, numbers_in
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit

_MOST_ROWS = 12
_MOST_NUMBERS = 16
_SECONDS = 0.3
"""How long all of it may take: a card should come at once."""
_EXACT = 1e-12


def influence(
    answer: Callable[..., Any], given: dict[str, Any], seconds: float = _SECONDS
) -> Influence | None:
    """Try, in this time, which arguments of a call play a part in its result.

    Returns
    -------
    dict or None
        None when the answer fails, is not the same twice, or takes too long.
    """
    began = time.monotonic()
    try:
        with quiet(), time_limit(2 * seconds):
            before = _result(answer, given)
            if not _same(before, _result(answer, given)):
                return None
            found: Influence = {}
            for name, value in given.items():
                if not _matters(answer, given, name, _variants(value), before):
                    continue
                rows = [
                    row
                    for row in range(_rows(value))
                    if _matters(answer, given, name, _row_variants(value, row), before)
                ]
                found[name] = rows, _change(answer, given, name, before)
                if time.monotonic() - began > seconds:
                    return None
    except (Exception, TimeUp):
        return None
    return found


def _change(
    answer: Callable[..., Any], given: dict[str, Any], name: str, before: Any
) -> list[float]:
    """Return by how much each number of the result changes with another value of an argument."""
    try:
        after = numbers_in(_result(answer, given | {name: next(_variants(given[name]))}))
    except Exception:
        return []
    first = numbers_in(before)
    if (
        first.shape != after.shape
        or first.size > _MOST_NUMBERS
        or "c"
        in (
            first.dtype.kind,
            after.dtype.kind,
        )
        or not np.isfinite(first).all()
        or not np.isfinite(after).all()
    ):
        return []
    return [float(f"{change:.6g}") for change in np.asarray(after - first, dtype=float)]


def _result(answer: Callable[..., Any], given: dict[str, Any]) -> Any:
    return settle(answer(**copy.deepcopy(given)))


def _same(one: Any, other: Any) -> bool:
    return difference(one, other, _EXACT) is None


def _matters(
    answer: Callable[..., Any],
    given: dict[str, Any],
    name: str,
    variants: Iterator[Any],
    before: Any,
) -> bool:
    """Whether another value of one argument gives another result, or an error."""
    for value in variants:
        try:
            after = _result(answer, given | {name: value})
        except Exception:
            return True
        if not _same(before, after):
            return True
    return False


def _variants(value: Any) -> Iterator[Any]:
    """Give other values of the same kind; none for what can't be changed, such as a function."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value + 2
    elif isinstance(value, float):
        yield 0.9 * value + 0.003
        yield 0.6 * value + 0.05
    elif isinstance(value, np.ndarray) and value.dtype.kind == "f":
        yield value * 1.1 + 0.013 * (1 + np.arange(value.size).reshape(value.shape))
        yield value * 0.6 - 0.31
    elif isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.size > 1:
        yield value[::-1].copy()
        yield np.roll(value, 1)
    elif isinstance(value, list) and value and all(isinstance(one, int | float) for one in value):
        yield [one + 1 for one in value]
    elif isinstance(value, Mapping):
        yield {key: next(_variants(one), one) for key, one in value.items()}


def _rows(value: Any) -> int:
    is_array = isinstance(value, np.ndarray) and value.ndim and value.dtype.kind == "f"
    return len(value) if is_array and 1 < len(value) <= _MOST_ROWS else 0


def _row_variants(value: np.ndarray, row: int) -> Iterator[np.ndarray]:
    for scale, shift in ((1.1, 0.013), (0.6, -0.31)):
        changed = value.copy()
        changed[row] = scale * changed[row] + shift
        yield changed


_NOTHING: tuple[list[int], list[float]] = ([], [])
_CLOSE = 1e-4


def _changes(
    expected: list[Influence], found: list[Influence], name: str
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return how a result should change with an argument, and how it does, where both are known."""
    pairs = [
        (np.array(want[name][1]), np.array(got.get(name, _NOTHING)[1]))
        for want, got in zip(expected, found, strict=True)
        if name in want
    ]
    return pairs if all(len(one) == len(two) > 0 for one, two in pairs) else []


def _is_as_expected(want: np.ndarray, got: np.ndarray) -> bool:
    return bool(want.any()) and float(np.abs(got - want).max()) <= _CLOSE * float(
        np.abs(want).max()
    )


def changes_told(expected: list[Influence], found: list[Influence]) -> str:
    """Say with which arguments the result changes as it should, and with which it does not."""
    names = list(dict.fromkeys(name for each in expected for name in each))
    changes = {name: _changes(expected, found, name) for name in names}
    right = [
        n for n, all_ in changes.items() if all_ and all(_is_as_expected(*one) for one in all_)
    ]
    wrong = [
        n for n, all_ in changes.items() if all_ and not any(_is_as_expected(*one) for one in all_)
    ]
    if not right or not wrong or len(right) + len(wrong) < len(names):
        return ""
    return (
        f"Other values were tried. With {listed(right)} the result changes as it should; "
        f"with {listed(wrong)} it does not."
    )


def told(expected: list[Influence], found: list[Influence], given: dict[str, Any]) -> str:
    """Say what plays no part in the answer, in every example, though it should."""
    names = [
        name
        for name in dict.fromkeys(name for each in expected for name in each)
        if all(name not in got for want, got in zip(expected, found, strict=True) if name in want)
    ]
    if names:
        return f"Other values were tried for {listed(names)}: the same came back."
    return _rows_told(expected, found, given)


def _rows_told(expected: list[Influence], found: list[Influence], given: dict[str, Any]) -> str:
    for name in expected[0]:
        what = "row" if getattr(given.get(name), "ndim", 0) > 1 else "entry"
        tried = f"Other numbers were tried in each {what} of {name}:"
        wanted = [each.get(name, _NOTHING)[0] for each in expected]
        got = [each.get(name, _NOTHING)[0] for each in found]
        if any(not one for one in wanted) or any(
            not set(mine) < set(yours) for mine, yours in zip(got, wanted, strict=True)
        ):
            continue
        if all(len(one) == 1 for one in got):
            places = {one[0] for one in got}
            ends = {one[0] - yours[-1] for one, yours in zip(got, wanted, strict=True)}
            if places == {0}:
                return f"{tried} only the first makes a difference."
            if ends == {0}:
                return f"{tried} only the last makes a difference."
        if all(mine == yours[1:] for mine, yours in zip(got, wanted, strict=True)):
            return f"{tried} the first that should make a difference makes none."
        if all(mine == yours[:-1] for mine, yours in zip(got, wanted, strict=True)):
            return f"{tried} the last makes no difference."
    return ""
