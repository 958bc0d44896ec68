"""An answer that computes nothing earns nothing, in any exercise of any lesson."""

from __future__ import annotations

import pytest

from authoring.mistakes import Loaded
from tests.authoring.lessons import all_exercises
from tests.exam.nothing import answers

EXERCISES = [pytest.param(one, id=f"{one.exercise.lesson}:{one.name}") for one in all_exercises()]


@pytest.mark.parametrize("one", EXERCISES)
def test_an_answer_that_computes_nothing_earns_nothing(one: Loaded) -> None:
    """Constants, NaN, the arguments in any order, overwritten arguments, random numbers."""
    exams = {
        name: one.exam.of(answer, name=one.name, solution=one.source)
        for name, answer in answers(one)
    }
    held = {
        name: [words for words, test in one.exam.properties().items() if exam.failure(test) is None]
        for name, exam in exams.items()
    }
    assert {name: words for name, words in held.items() if words} == {}
