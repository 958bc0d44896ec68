"""An exam's marks are the share of its properties that hold, told in words without values."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pytest

from exam import Exam

SOLUTION = """
def double(x): return 2 * x
def quadruple(x): return double(double(x))
"""


class DoubleExam(Exam):
    def numbers(self, rng: np.random.Generator) -> None:
        "doubles a number"
        self.agree(rng.normal())

    def arrays(self, rng: np.random.Generator) -> None:
        "doubles every entry of an array"
        self.agree(x=rng.normal(size=3))

    def inputs(self, rng: np.random.Generator) -> None:
        "leaves its input unchanged"
        self.unchanged(rng.normal(size=3))

    def zero(self) -> None:
        "keeps zero"
        assert self.learner(0.0) == 0

    def helper(self) -> None:
        raise RuntimeError("a method without a docstring is no property")


class QuadrupleExam(Exam):
    lends = ["double"]  # noqa: RUF012  # as lessons write it

    def numbers(self) -> None:
        "quadruples"
        self.agree(3.0)


def grade(answer: Any, points: float = 8) -> float:
    return DoubleExam.grade(answer, name="double", points=points, solution=SOLUTION)


def test_a_right_answer_earns_all_points() -> None:
    assert grade(lambda x: x + x) == 8


def test_partial_credit_is_the_share_of_properties_that_hold() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    assert grade(in_place) == 6


@pytest.mark.parametrize("answer", [None, 3.0, lambda: None, lambda x: None, lambda x: [x]])
def test_an_answer_of_the_wrong_kind_earns_nothing(answer: Any) -> None:
    assert grade(answer) <= 2  # `[0.0] == 0` is false, None too


def test_the_report_names_properties_and_tells_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    class Secret(Exception):
        pass

    def leaking(x: Any) -> Any:
        raise type(f"Input was {x}", (Secret,), {})(x)

    grade(leaking)
    report = capsys.readouterr().out
    assert report.startswith("double: 0 of 4 properties hold")
    assert "✗ doubles a number (it raised an error)" in report
    assert "Input was" not in report


def test_prints_and_warnings_of_the_answer_stay_out_of_the_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def noisy(x: Any) -> Any:
        print("noise")
        print("noise", file=sys.stderr)
        warnings.warn("noise", stacklevel=1)
        return 2 * x

    assert grade(noisy) == 8
    shown = capsys.readouterr()
    assert "noise" not in shown.out and shown.err == ""


def test_each_property_gets_the_same_random_inputs_every_time() -> None:
    seen: list[Any] = []
    grade(lambda x: seen.append(np.copy(x)) or 2 * x)
    first = list(seen)
    seen.clear()
    grade(lambda x: seen.append(np.copy(x)) or 2 * x)
    assert all(map(np.array_equal, first, seen))


def test_a_wrong_earlier_answer_costs_nothing_and_is_put_back() -> None:
    answers: dict[str, Any] = {}
    exec("def double(x): return x\ndef quadruple(x): return double(double(x))", answers)
    wrong = answers["double"]
    earned = QuadrupleExam.grade(
        answers["quadruple"], name="quadruple", points=2, solution=SOLUTION
    )
    assert earned == 2
    assert answers["double"] is wrong


def test_a_class_cannot_be_lent() -> None:
    """An answer in another process cannot be handed a class, so an author hears of it at once."""
    solution = "class double:\n    pass\ndef quadruple(x): return 4 * x"
    with pytest.raises(TypeError, match="double is a class"):
        QuadrupleExam.grade(lambda x: 4 * x, name="quadruple", points=2, solution=solution)
