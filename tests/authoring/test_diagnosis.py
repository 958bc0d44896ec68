"""What a diagnosis says of wrong answers made on purpose is exactly what was done to them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from authoring.bake import bake_exercise, bake_pairs, outcomes
from authoring.mistakes import Loaded
from course.checking.data import Exercise, exercise_from_json
from course.checking.diagnosis import diagnose
from course.checking.example import run_example
from course.checking.judge import judge
from course.checking.plain import settle
from tests.authoring.lessons import all_exercises, check_data

PROGRAMS = ("Value", "minibatches", "sgd_epoch", "ema", "train", "my_run", "compare")
"""Their examples are programs, which look at results in ways of their own."""

ONE_RESULT = [
    pytest.param(one, id=f"{one.exercise.lesson}:{one.name}")
    for one in all_exercises()
    if one.name not in PROGRAMS and len(one.exam.results) < 2
]
DICTS = "03-chain-rule:mlp_gradients"
SEVERAL = [
    pytest.param(one, id=f"{one.exercise.lesson}:{one.name}")
    for one in all_exercises()
    if one.name not in PROGRAMS and len(one.exam.results) > 1
]


def changed(one: Loaded, change: Callable[[Any], Any]) -> Callable[..., Any]:
    """The reference, with its result changed."""
    reference = one.fresh()

    def answer(*args: Any, **kwargs: Any) -> Any:
        return change(settle(reference(*args, **kwargs)))

    answer.__signature__ = inspect.signature(reference)  # type: ignore[attr-defined]
    return answer


def said(one: Loaded, answer: Any) -> str:
    """The diagnosis, whether or not a known mistake fits as well."""
    data = check_data(one)
    return diagnose(data, [run_example(source, data.name, answer) for source in data.examples])


def many_numbers(data: Exercise) -> bool:
    """Whether the examples expect different numbers, so that a factor can be told from a gap."""
    values = [np.ravel(each.value) for each in data.expected if not each.raised]
    numbers = np.concatenate([each for each in values if each.dtype.kind in "if"] or [[]])
    return len(set(np.round(numbers[np.isfinite(numbers) & (numbers != 0)], 9))) > 1


def arrays_only(change: Callable[[np.ndarray], Any]) -> Callable[[Any], Any]:
    return lambda value: change(np.asarray(value)) if np.ndim(value) else value


@pytest.mark.parametrize("one", ONE_RESULT)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda value: np.multiply(value, -1.0), ("opposite sign",)),
        (lambda value: np.multiply(value, 2.0), ("twice what is expected",)),
        (lambda value: np.multiply(value, 0.5), ("half of what is expected",)),
        (lambda value: np.multiply(value, 7.3), ("7.3 times what is expected",)),
        (lambda value: np.add(value, 0.7), ("0.7 too large in these examples",)),
        (lambda value: np.square(value), ("the square of what is expected",)),
    ],
    ids=["sign", "twice", "half", "7.3 times", "0.7 more", "squared"],
)
def test_what_was_done_to_a_result_is_told(
    one: Loaded, change: Callable[[Any], Any], words: tuple[str, ...]
) -> None:
    data = check_data(one)
    if any(np.ndim(value.value) == 0 and not np.isfinite(value.value) for value in data.expected):
        assert one.name == "noise_floor", "the one exercise in which infinity is right"
        return
    told = said(one, changed(one, change))
    assert any(each in told for each in words), told


@pytest.mark.parametrize("one", SEVERAL)
def test_results_in_another_order_are_told_as_they_came(one: Loaded) -> None:
    told = said(one, changed(one, lambda value: tuple(reversed(value))))
    names = ", ".join(reversed(one.exam.results))
    if one.name in ("nesterov_step", "adam_update"):  # whose examples look at more than the result
        assert "ll results are right" not in told or names in told
    else:
        assert f"in another order: {names}." in told


@pytest.mark.parametrize(
    "one", [case for case in SEVERAL if case.id not in ("06-adam:adam_update", DICTS)]
)
def test_the_result_that_is_wrong_is_named_and_no_other(one: Loaded) -> None:
    """Each result in turn comes out with the opposite sign; the others stay right."""
    for place, name in enumerate(one.exam.results):

        def change(value: Any, place: int = place) -> Any:
            parts = list(value)
            parts[place] = np.multiply(parts[place], -1.0)
            return tuple(parts)

        told = said(one, changed(one, change))
        others = [other for other in one.exam.results if other != name]
        assert f"{name} is not." in told, told
        assert all(other in told.split(";")[0] for other in others), told
        assert f"{name} has the opposite sign" in told, told


def test_the_array_that_is_wrong_in_a_dict_is_named() -> None:
    one = next(one for one in all_exercises() if one.name == "mlp_gradients")

    def change(value: Any) -> Any:
        loss, grads = value
        return loss, grads | {"W1": 2 * grads["W1"]}

    told = said(one, changed(one, change))
    assert "grads['W1'] is not." in told and "grads['W1'] is twice" in told


@pytest.mark.parametrize(
    ("name", "scale", "words"),
    [
        ("mse_gradient", lambda theta, X, y: len(y), "what is expected, times m"),
        ("mse_gradient", lambda theta, X, y: 1 / len(y), "what is expected, divided by m"),
        ("terminal_velocity", lambda grad, lr, gamma: 1 - gamma, "times (1 − gamma)"),
        ("terminal_velocity", lambda grad, lr, gamma: 1 / lr, "what is expected, divided by lr"),
        ("noise_floor", lambda lr, lam, sigma2: lr, "what is expected, times lr"),
        ("map_laplace_mean", lambda x, sigma2, b: len(x), "what is expected, times n"),
        (
            "gradient_variance",
            lambda G, batch_size, replace: batch_size,
            "what is expected, times batch_size",
        ),
    ],
)
def test_a_factor_is_named_when_it_is_one_of_the_exercises_own(
    name: str, scale: Callable[..., float], words: str
) -> None:
    one = next(one for one in all_exercises() if one.name == name)
    reference = one.fresh()

    def answer(*args: Any, **kwargs: Any) -> Any:
        return np.multiply(reference(*args, **kwargs), scale(*args, **kwargs))

    assert words in said(one, answer)


@pytest.mark.parametrize("one", ONE_RESULT + SEVERAL)
def test_one_wrong_entry_is_never_told_as_anything_of_the_whole(one: Loaded) -> None:
    """A single entry is off by an odd number: no factor, sign, order or shape holds."""

    def change(value: Any) -> Any:
        if isinstance(value, tuple):
            return (change(value[0]), *value[1:])
        if isinstance(value, dict):
            first, *_ = value
            return value | {first: change(value[first])}
        spoilt = np.array(value, dtype=float)
        spoilt[(0,) * spoilt.ndim] += 0.37261
        return spoilt if spoilt.ndim else float(spoilt)

    told = said(one, changed(one, change))
    whole = (
        "opposite sign",
        "times what",
        "times m",
        "divided by",
        "order",
        "transposed",
        "square",
    )
    assert not any(word in told for word in whole), told


@pytest.mark.parametrize("one", ONE_RESULT + SEVERAL)
def test_where_a_known_mistake_is_said_to_be_right_it_is(one: Loaded) -> None:
    """All examples that are named as right agree, and all that are named as wrong do not."""
    data = check_data(one)
    for mistake in one.exam.mistakes:
        gives = outcomes(one, one.wrong(mistake))
        told = said(one, one.wrong(mistake))
        rows = zip(data.labels, data.expected, gives, strict=True)
        right = {label: want.agrees(got, data.tolerance) for label, want, got in rows}
        first = told.partition(", the other")[0]
        if first == told or not first.startswith("The example"):
            continue
        named = {label for label in right if label in first}
        assert named == {label for label in right if right[label] == first.endswith("right")}, told


def test_every_example_has_a_label_of_its_own() -> None:
    for one in all_exercises():
        labels = check_data(one).labels
        assert all(labels) and len(set(labels)) == len(labels), one.name


PAIRED = ["gaussian_nll", "mse_gradient", "momentum_step", "rmsprop_step", "affine_backward"]


@pytest.mark.parametrize("name", PAIRED)
def test_two_known_mistakes_at_once_get_both_hints(name: str) -> None:
    """Unless something simpler holds, such as a factor, or two pairs give the same."""
    one = next(one for one in all_exercises() if one.name == name)
    baked = bake_pairs(one)
    data = exercise_from_json(name, bake_exercise(one) | {"pairs": baked})
    assert len(baked) > 20
    told = 0
    for first, second, _ in baked[:: max(1, len(baked) // 12)]:
        mistakes = one.exam.mistakes[first], one.exam.mistakes[second]
        answer = one.wrong_twice(*mistakes)
        gives = [run_example(source, name, answer) for source in data.examples]
        words = diagnose(data, gives)
        if "Two things at once." in words:
            told += 1
            assert all(mistake.hint in words for mistake in mistakes), words
    assert told >= 4


@pytest.mark.parametrize("name", PAIRED)
def test_one_known_mistake_is_never_told_as_two(name: str) -> None:
    one = next(one for one in all_exercises() if one.name == name)
    data = exercise_from_json(one.name, bake_exercise(one) | {"pairs": bake_pairs(one)})
    for mistake in one.exam.mistakes:
        assert "Two things" not in diagnose(data, outcomes(one, one.wrong(mistake)))


def test_what_plays_no_part_is_told_by_trying_other_values() -> None:
    one = next(one for one in all_exercises() if one.name == "map_linear")
    answer = one.fresh("def map_linear(X, y, sigma2, tau2):\n    return X.T @ y / tau2 - 1.3\n")
    assert "Other values were tried for sigma2: the same came back." in judge_words(one, answer)


def test_a_single_row_that_counts_is_told() -> None:
    one = next(one for one in all_exercises() if one.name == "mse_cost")
    answer = one.fresh(
        "def mse_cost(theta, X, y):\n    for row, label in zip(X, y):\n"
        "        return float((row @ theta - label) ** 2 / (2 * len(y)))\n"
    )
    assert "in each row of X: only the first makes a difference." in judge_words(one, answer)


def judge_words(one: Loaded, answer: Any) -> str:
    verdict = judge(check_data(one), answer)
    assert verdict.hint == ""
    return verdict.diagnosis


CLASS_STEPS = """
class Value(Value):
    def tanh(self):
        raise NotImplementedError
    def exp(self):
        return self * 2
"""


def test_a_class_is_told_by_what_works_is_missing_and_is_wrong() -> None:
    one = next(one for one in all_exercises() if one.name == "Value")
    verdict = judge(check_data(one), one.fresh(CLASS_STEPS))
    assert verdict.status == "wrong"
    assert "It works for a product and a sum" in verdict.diagnosis
    assert "Missing: Value.tanh." in verdict.diagnosis
    assert "Wrong for exp." in verdict.diagnosis


def test_a_class_that_lacks_a_method_is_unfinished_and_not_wrong() -> None:
    one = next(one for one in all_exercises() if one.name == "Value")
    source = "class Value(Value):\n    def relu(self):\n        raise NotImplementedError\n"
    verdict = judge(check_data(one), one.fresh(source))
    assert (verdict.status, verdict.headline) == ("unwritten", "Value is not finished yet.")
    assert verdict.hint.endswith("Missing: Value.relu.")


def test_the_arguments_whose_part_is_right_are_told_from_the_others() -> None:
    """The prior is added once for each example: what X, y and sigma2 do is right."""
    one = next(one for one in all_exercises() if one.name == "neg_log_posterior_grad")
    answer = one.fresh(
        "def neg_log_posterior_grad(w, X, y, sigma2, tau2):\n"
        "    return X.T @ (X @ w - y) / sigma2 + len(y) * w / tau2 * 1.1\n"
    )
    told = "With X, y and sigma2 the result changes as it should; with w and tau2 it does not."
    assert told in judge_words(one, answer)
