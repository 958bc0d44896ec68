"""An exam's marks are the share of its properties that hold, told in words without values."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pytest

from exam import Exam
from exam.loans import LoanOver

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
        "keeps zero, and nothing else"
        assert self.learner(0.0) == 0
        self.agree(3.0)

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
    assert grade(answer) == 0


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


def test_the_graders_words_of_a_call_that_did_not_come_back_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The grader marks such an error; what an answer's own error says is not told."""
    late = TimeoutError("4142")
    late.for_learner = "it did not come back within 10 s"  # type: ignore[attr-defined]

    def double(x: float) -> float:
        raise late

    DoubleExam.grade(double, name="double", points=4, solution=SOLUTION)
    said = capsys.readouterr().out
    assert "(it did not come back within 10 s)" in said and "4142" not in said


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


def test_an_answer_that_zeroes_its_inputs_is_compared_with_what_they_were() -> None:
    """What is expected is worked out from copies that the answer never had."""

    class GivenExam(Exam):
        def given(self, rng: np.random.Generator) -> None:
            "doubles what it is given"
            x = rng.normal(size=3)
            got = self.learner(x)
            self.close(got, 2 * x)

    def zeroing(x: Any) -> Any:
        x[...] = 0.0
        return x

    assert GivenExam.grade(zeroing, name="double", points=1, solution=SOLUTION) == 0
    assert GivenExam.grade(lambda x: 2 * x, name="double", points=1, solution=SOLUTION) == 1


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_equal_to_nothing(number: float) -> None:
    class FixedPointExam(Exam):
        def steady(self) -> None:
            "stays where it is"
            self.alike(self.learner(1.0), self.learner(2.0))
            self.agree(3.0)

        def same(self) -> None:
            "agrees"
            self.agree(number)

    assert FixedPointExam.grade(lambda x: number, name="double", points=1, solution=SOLUTION) == 0


@pytest.mark.parametrize(
    ("expected", "earned"), [([0.0], 0), ([1.0, 1.0], 0), ([-1.0], 0), ([0.0, 2.0], 1), ([0.4], 1)]
)
def test_a_property_that_a_usual_constant_meets_does_not_count(
    expected: list[float], earned: float
) -> None:
    """One that compares with nothing but 0, or nothing but 1, says little of an answer."""

    class ConstantExam(Exam):
        def constant(self) -> None:
            "is what is expected"
            for number in expected:
                self.close(number, number)

    assert ConstantExam.grade(abs, name="double", points=1, solution=SOLUTION) == earned


def test_values_of_the_learners_own_are_no_evidence() -> None:
    """An answer that agrees with itself alone has computed nothing that was asked for."""

    class ItselfExam(Exam):
        def itself(self) -> None:
            "agrees with itself"
            self.alike(self.learner(1.0), self.learner(2.0))

    assert ItselfExam.grade(lambda x: 0.37, name="double", points=1, solution=SOLUTION) == 0


@pytest.mark.parametrize("kept_in", ["a global", "a default"])
def test_what_was_lent_for_one_call_is_of_no_use_in_another(kept_in: str) -> None:
    """A kept function raises, and its answers don't come from the reference."""
    answers: dict[str, Any] = {"kept": []}
    source = {
        "a global": "def quadruple(x):\n    kept.append(double)\n    return kept[0](kept[0](x))",
        "a default": (
            "def quadruple(x, own=[]):\n    own.append(double)\n    kept.append(double)\n"
            "    return own[0](own[0](x))"
        ),
    }[kept_in]
    exec(f"def double(x): return x\n{source}", answers)
    wrong = answers["double"]
    marks = QuadrupleExam.grade(answers["quadruple"], name="quadruple", points=2, solution=SOLUTION)
    assert marks == 2, "the very call it is lent for may use it"
    assert answers["double"] is wrong
    with pytest.raises(LoanOver, match="lent for one call"):
        answers["kept"][0](1.0)


def test_nothing_is_lent_before_or_between_calls() -> None:
    """What the answer's own cell, or a call-back of a test's, can see is the learner's own."""
    answers: dict[str, Any] = {}
    exec("def double(x): return x\ndef quadruple(x): return double(double(x))", answers)
    wrong, seen = answers["double"], []

    class BetweenExam(QuadrupleExam):
        def between(self) -> None:
            "quadruples again"
            for number in (1.0, 2.0):
                seen.append(answers["double"])
                self.agree(number)

    BetweenExam.grade(answers["quadruple"], name="quadruple", points=2, solution=SOLUTION)
    assert seen == [wrong, wrong]


def test_a_name_that_the_learner_lacks_is_lent_and_taken_away_again() -> None:
    answers: dict[str, Any] = {}
    exec("def quadruple(x): return double(double(x))", answers)
    earned = QuadrupleExam.grade(
        answers["quadruple"], name="quadruple", points=2, solution=SOLUTION
    )
    assert (earned, "double" in answers) == (2, False)


def test_an_exam_cannot_lend_what_it_examines() -> None:
    class DoubleByDoubleExam(DoubleExam):
        lends = ["double"]  # noqa: RUF012  # as lessons write it

    with pytest.raises(ValueError, match="what it examines"):
        DoubleByDoubleExam.grade(abs, name="double", points=2, solution=SOLUTION)


def test_a_class_cannot_be_lent() -> None:
    """An answer in another process cannot be handed a class, so an author hears of it at once."""
    solution = "class double:\n    pass\ndef quadruple(x): return 4 * x"
    with pytest.raises(TypeError, match="double is a class"):
        QuadrupleExam.grade(lambda x: 4 * x, name="quadruple", points=2, solution=solution)
