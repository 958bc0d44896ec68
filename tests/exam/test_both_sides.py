"""`check` and the hidden tests take the same answers for right."""

from __future__ import annotations

import inspect

import pytest

from authoring.mistakes import Loaded
from course.checking.judge import judge
from tests.authoring.lessons import all_exercises, check_data
from tests.exam.variants import variants

EXERCISES = [
    pytest.param(one, id=f"{one.exercise.lesson}:{one.name}")
    for one in all_exercises()
    if not inspect.isclass(one.fresh())
]


@pytest.mark.parametrize("one", EXERCISES)
def test_both_judge_every_form_of_a_right_result_alike(one: Loaded) -> None:
    """Containers, types and shapes: what `check` calls right earns all points, and no other."""
    verdicts = {}
    for name, variant in variants(one.fresh()):
        answer = variant.function()
        status = judge(check_data(one), answer, diagnosed=lambda *_: "").status
        if variant.used:
            verdicts[name] = (status == "right", one.passes(variant.function()))
    assert len(verdicts) > 10, "there are forms to compare"
    assert {name: both for name, both in verdicts.items() if both[0] is not both[1]} == {}
