"""Search for answers that `check` calls right and the hidden tests do not.

Tried is the reference, given something less, or with one or two small changes: answers that are
right for some inputs only. Where such an answer is found, the exercise's examples are too special.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from authoring.errors import LessonError
from authoring.lesson import LESSONS, read_lesson
from authoring.mistakes import Loaded, load
from authoring.mutants import mutants
from course.checking.data import FILE, Exercise, read_exercises
from course.checking.judge import judge
from course.run.quiet import quiet

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
        given = one.arguments(args, kwargs)
        given[place] = change(given[place])
        return reference(*given)

    return answer


def green_and_wrong(one: Loaded, data: Exercise) -> Iterator[str]:
    """Give the names of answers that are right to `check`, by its data, and lose marks."""
    with quiet():
        for name, answer in partly_right(one):
            if _is_green(data, answer) and not one.passes(answer):
                yield name


def _is_green(data: Exercise, answer: Any) -> bool:
    return judge(data, answer, diagnosed=lambda *_: "").status == "right"


def search(lesson: str, folder: Path, lessons: Path = LESSONS) -> None:
    """Search all exercises of a lesson, with the check data that is in `folder`.

    Raises
    ------
    LessonError
        When `check` calls an answer right that loses points; the message names them all.
    """
    if not (folder / FILE).exists():
        return
    data = read_exercises(folder)
    found = {
        one.name: list(green_and_wrong(one, data[one.name]))
        for one in load(lesson, read_lesson(lesson, lessons))
    }
    told = [f"\n  {name}, {answer}" for name, answers in found.items() for answer in answers]
    if told:
        raise LessonError(
            f"{lesson}: check() calls these right, and they lose points. Add an example, in words "
            f"that a learner may see, on which each gives something else.{''.join(told)}"
        )
