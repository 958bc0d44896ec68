"""Slips in a reference are told by what was done, where they give something of their own."""

from __future__ import annotations

import numpy as np

from authoring.bake import bake_slips
from authoring.mistakes import Loaded
from authoring.slips import slips
from course.checking.diagnosis import diagnose
from course.checking.example import run_example
from tests.authoring.lessons import all_exercises, check_data

FORMULA = (
    "def f(t, lr0, decay):\n    inner = 1 + decay * t\n    return lr0 / (1 + decay * t) + inner"
)


def test_a_slip_is_told_in_names_that_the_learner_knows() -> None:
    """And never in names of the reference's own."""
    told = {slip.words for slip in slips(FORMULA, {"t", "lr0", "decay"})}
    assert "in which decay + t stands in one place" in told
    assert "in which a parenthesis closes before t" in told
    assert not any("inner" in words for words in told)


def test_a_slip_changes_what_its_words_say() -> None:
    sources = {slip.words: slip.source for slip in slips(FORMULA, {"t", "lr0", "decay"})}
    assert "lr0 / (1 + decay) * t" in sources["in which a parenthesis closes before t"]


EXERCISES = [one for one in all_exercises() if one.name not in ("Value", "my_run")]


def test_the_check_data_hold_the_slips_of_the_lessons() -> None:
    assert sum(len(check_data(one).slips) for one in EXERCISES) > 50
    for one in EXERCISES[::4]:
        baked = [[slip.words, slip.gives] for slip in check_data(one).slips]
        assert bake_slips(one) == baked, one.name


def test_an_answer_with_a_slip_meets_its_words_or_a_plainer_relation() -> None:
    """And never the words of another slip."""
    told = [
        (slip.words, said(one, slip.source))
        for one in EXERCISES
        for slip in slips(one.exercise.solution, names(one))
        if slip.words in {baked.words for baked in check_data(one).slips}
    ]
    formula = [(words, each) for words, each in told if "what a formula gives" in each]
    assert [each for words, each in formula if words not in each] == []
    assert len(formula) > len(told) / 3


def names(one: Loaded) -> set[str]:
    """The names that a learner knows."""
    return {*(check_data(one).parameters or []), *one.exam.results}


def said(one: Loaded, source: str) -> str:
    """The diagnosis of an answer."""
    data, answer = check_data(one), one.fresh(source)
    with np.errstate(all="ignore"):
        return diagnose(data, [run_example(run, data.name, answer) for run in data.examples])
