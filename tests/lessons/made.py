"""Wrong answers made by a program, and what `check` says to each.

Small changes of the reference and pairs of them, arguments changed on the way in, results in other
containers, types and shapes, and errors that have nothing to do with the exercise.
"""

from __future__ import annotations

import inspect
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from authoring.mistakes import Loaded
from authoring.search import partly_right
from course.checking.diagnosis.diagnose import ADVICE, LOOK
from course.checking.judge import judge
from course.run.quiet import quiet
from tests.authoring.lessons import check_data, loaded
from tests.exam.variants import variants
from tests.lessons.errors import errors

MOST = 25
"""Of each kind, drawn at random, the same ones each time."""


def made(one: Loaded) -> Iterator[Any]:
    """Give some answers of each kind."""
    draw = random.Random(one.name)
    kinds = [[answer for _, answer in partly_right(one)], [answer for _, answer in errors(one)]]
    if not inspect.isclass(one.fresh()):
        kinds.append([variant.function() for _, variant in variants(one.fresh())])
    for answers in kinds:
        yield from draw.sample(answers, min(MOST, len(answers)))


def meets(one: Loaded) -> Counter[str]:
    """How many of these answers `check` calls right, and what the others meet."""
    known = tuple(other.name for other in loaded(one.exercise.lesson))
    with quiet():
        return Counter(_meets(one, answer, known) for answer in made(one))


def _meets(one: Loaded, answer: Any, known: tuple[str, ...]) -> str:
    verdict = judge(check_data(one), answer, known)
    if verdict.status == "right":
        return "right"
    if verdict.hint in {mistake.hint for mistake in one.exam.mistakes}:
        return "named"
    if verdict.diagnosis in (ADVICE, LOOK):
        return "advice"
    return "diagnosis" if verdict.diagnosis or verdict.hint else _of_its_headline(verdict.headline)


def _of_its_headline(headline: str) -> str:
    """Whether the headline says it all, as of an answer with other parameters."""
    says_all = "is what the exercise asks for" in headline or "should be callable" in headline
    return "diagnosis" if says_all else "neither"
