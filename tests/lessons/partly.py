"""Answers that are right for some inputs only: the reference, given something less.

    python -m tests.lessons.partly [NAME ...]

tells for each exercise which of them `check` calls right and the hidden tests do not: examples are
too special there. It takes minutes for each exercise, so it is no part of the tests.
"""

from __future__ import annotations

import inspect
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from authoring.mistakes import Loaded
from course.checking.judge import judge
from tests.authoring.lessons import all_exercises, check_data
from tests.exam.nothing import arguments
from tests.exam.test_both_sides import is_right_to_the_exam
from tests.mutation.mutants import mutants

PAIRS = 20
"""How many pairs of mutants are tried for each exercise, drawn always the same."""


def _entries(part: Any) -> Callable[[Any], Any]:
    """Only some of an array's entries; the first two along an axis, say."""
    return lambda one: one[part] if isinstance(one, np.ndarray) and one.ndim == len(part) else one


def _number(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    plain = (int, float, np.number)
    return lambda one: change(one) if isinstance(one, plain) and not isinstance(one, bool) else one


def _array(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda one: change(one) if isinstance(one, np.ndarray) else one


LESS: dict[str, Callable[[Any], Any]] = {
    "as a whole number": _number(int),
    "rounded": _number(round),
    "without its sign": _number(abs),
    "only two entries": _entries((slice(2),)),
    "only two rows": _entries((slice(2), slice(None))),
    "only two columns": _entries((slice(None), slice(2))),
    "without signs": _array(np.abs),
    "negatives as zeros": _array(lambda one: np.maximum(one, 0)),
    "as whole numbers": _array(lambda one: one.astype(int)),
    "sorted": _array(lambda one: np.sort(one, axis=0)),
    "a first column of ones": _array(
        lambda one: np.column_stack([np.ones(len(one)), one[:, 1:]]) if one.ndim == 2 else one
    ),
    "reversed": lambda one: one[::-1] if isinstance(one, np.ndarray | list) else one,
}


def partly_right(one: Loaded) -> Iterator[tuple[str, Any]]:
    """Give the reference with each argument changed, its mutants, and pairs of these."""
    if not inspect.isclass(one.fresh()):
        for place, name in enumerate(inspect.signature(one.fresh()).parameters):
            for words, change in LESS.items():
                yield f"{name} {words}", _given(one, place, change)
    every = mutants(one.exercise.solution)
    for mutant in every:
        yield from _made(one, mutant.name, mutant.source)
    draw = random.Random(one.name)
    for first in draw.sample(every, min(PAIRS, len(every))):
        if others := mutants(first.source):
            second = draw.choice(others)
            yield from _made(one, f"{first.name}; {second.name}", second.source)


def _made(one: Loaded, name: str, source: str) -> Iterator[tuple[str, Any]]:
    try:
        yield name, one.fresh(source)
    except Exception:  # a mutant that can't even be defined is wrong to everybody
        return


def _given(one: Loaded, place: int, change: Callable[[Any], Any]) -> Callable[..., Any]:
    reference = one.fresh()

    def answer(*args: Any, **kwargs: Any) -> Any:
        given = arguments(one, args, kwargs)
        given[place] = change(given[place])
        return reference(*given)

    return answer


def green_and_wrong(one: Loaded) -> list[str]:
    """Answers to an exercise that are right to `check` and not to its hidden tests."""
    return [
        name
        for name, answer in partly_right(one)
        if judge(check_data(one), answer).status == "right"
        and not is_right_to_the_exam(one, answer)
    ]


if __name__ == "__main__":
    for one in all_exercises():
        if not sys.argv[1:] or one.name in sys.argv[1:]:
            print(one.name, green_and_wrong(one) or "none", flush=True)
