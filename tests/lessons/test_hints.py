"""A named hint is given for its own mistake alone, never for an error of another cause."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from authoring.mistakes import Loaded
from course.checking.judge import judge
from tests.authoring.lessons import all_exercises, check_data
from tests.lessons.errors import errors

SAME = {
    "numerical_gradient": {"both looks at one array": "It says that everything is zero; it is."},
    "chain": {"starts at zero": "It says that the product is always zero; it is."},
    "Value": {
        "numbers on the left of a sum fail": "It fails there, and there alone.",
        "numbers on the left of a product fail": "It fails there, and there alone.",
    },
    "sgd_epoch": {"first batch only": "A return inside the loop over the batches is this mistake."},
    "average_iterates": {"last iterate": "The path's last row is what came back."},
    "heavy_ball_rate": {"the determinant": "It is gamma, and gamma came back."},
    "compare": {"only the first optimizer": "A return inside the loop is this mistake."},
}
"""Hints that are given for what is the very same mistake, and why each is true of it."""

EXERCISES = [pytest.param(one, id=f"{one.exercise.lesson}:{one.name}") for one in all_exercises()]


def told(one: Loaded, answer: Any) -> str:
    """The name of the known mistake whose hint an answer gets, or ""."""
    names = {mistake.hint: mistake.name for mistake in one.exam.mistakes}
    return names.get(judge(check_data(one), answer, diagnosed=no_diagnosis).hint, "")


def no_diagnosis(*_: Any) -> str:
    """What is wrong takes longer to find than the hint, and changes no hint."""
    return ""


@pytest.mark.parametrize("one", EXERCISES)
def test_no_error_of_another_cause_gets_a_known_mistakes_hint(one: Loaded) -> None:
    """Exceptions in every line, other kinds of result, early returns, constants, echoes."""
    given = {name: told(one, answer) for name, answer in errors(one)}
    false = {
        name: hint for name, hint in given.items() if hint not in ("", *SAME.get(one.name, ()))
    }
    assert len(given) > 80
    assert false == {}


BY_HAND = {
    ("minibatches", "two lists"): """
        def minibatches(X, y, batch_size, rng):
            order = rng.permutation(len(y))
            cuts = range(batch_size, len(y), batch_size)
            return np.split(X[order], cuts), np.split(y[order], cuts)
        """,
    ("minibatches", "return inside the loop"): """
        def minibatches(X, y, batch_size, rng):
            order = rng.permutation(len(y))
            for start in range(0, len(y), batch_size):
                batch = order[start:start + batch_size]
                return X[batch], y[batch]
        """,
    ("minibatches", "indices"): """
        def minibatches(X, y, batch_size, rng):
            order = rng.permutation(len(y))
            for start in range(0, len(y), batch_size):
                yield order[start:start + batch_size]
        """,
    ("minibatches", "labels as a column"): """
        def minibatches(X, y, batch_size, rng):
            order = rng.permutation(len(y))
            for start in range(0, len(y), batch_size):
                batch = order[start:start + batch_size]
                yield X[batch], y[batch].reshape(-1, 1)
        """,
    ("my_run", "an optimizer that was not made"): """
        def adam(lr):
            return lambda params, grads, state: (params, state)
        def my_run(X, labels, epochs, rng):
            return train(initial_params((64, 32, 10), rng), X, labels, adam, epochs, 64, rng)
        """,
    ("my_run", "no rng"): """
        def my_run(X, labels, epochs, rng):
            def step(params, grads, state):
                return {name: params[name] - 0.5 * grads[name] for name in params}, state
            return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 64)
        """,
    ("train", "params is a pair"): """
        def train(params, X, labels, step, epochs, batch_size, rng):
            state, history = {}, []
            for _ in range(epochs):
                order = rng.permutation(len(labels))
                for first in range(0, len(labels), batch_size):
                    batch = order[first : first + batch_size]
                    loss, grads = mlp_gradients(params, X[batch], labels[batch])
                    history.append(loss)
                    params = step(params, grads, state)
            return params, history
        """,
}
"""What people do write that used to get another mistake's hint."""


@pytest.mark.parametrize(("name", "words"), BY_HAND, ids=" ".join)
def test_what_people_write_gets_no_other_mistakes_hint(name: str, words: str) -> None:
    one = next(one for one in all_exercises() if one.name == name)
    answer = one.fresh(inspect.cleandoc(BY_HAND[name, words]))
    assert judge(check_data(one), answer).status == "wrong"
    assert told(one, answer) == ""


def test_labels_as_a_column_are_told_by_their_shape() -> None:
    """Not by a claim that pairs were torn apart."""
    one = next(one for one in all_exercises() if one.name == "minibatches")
    answer = one.fresh(inspect.cleandoc(BY_HAND["minibatches", "labels as a column"]))
    assert "its shape is (1, 1), expected (1,)" in judge(check_data(one), answer).headline
