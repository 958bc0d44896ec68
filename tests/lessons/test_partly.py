"""No answer is green by `check` and then loses marks because the examples are too special."""

from __future__ import annotations

import pytest

from authoring.mistakes import Loaded
from course.checking.judge import judge
from tests.authoring.lessons import all_exercises, check_data
from tests.grader.test_both_sides import is_right_to_the_exam
from tests.lessons.partly import partly_right

EXERCISES = [pytest.param(one, id=f"{one.exercise.lesson}:{one.name}") for one in all_exercises()]


@pytest.mark.parametrize("one", EXERCISES)
def test_what_the_examples_call_right_loses_no_marks(one: Loaded) -> None:
    """Wrong for some inputs only (whole numbers, two columns, one sign), mutants, and pairs."""
    green = [
        name
        for name, answer in partly_right(one)
        if judge(check_data(one), answer).status == "right"
        and not is_right_to_the_exam(one, answer)
    ]
    assert green == [], "add an example on which these go wrong, too"
