"""Whatever goes wrong in a training is told in words, and the picture stays alive."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from course import training
from course.network import mlp_gradients
from course.pictures.training import run, watch
from tests.course.pictures.training.functions import (
    START,
    accuracy,
    loss_on_plane,
    my_run,
    sgd,
    train,
)


def unwritten(*_: Any) -> Any:
    raise NotImplementedError


def raising(params, X, labels, step, epochs, batch_size, rng):
    return params, missing_name  # noqa: F821


def returns_nothing(params, X, labels, step, epochs, batch_size, rng):
    train(params, X, labels, step, epochs, batch_size, rng)


def other_order(params, X, labels, step, epochs, batch_size, rng):
    return train(params, X, labels, step, epochs, batch_size, rng)[::-1]


def loss_an_epoch(params, X, labels, step, epochs, batch_size, rng):
    params, history = train(params, X, labels, step, epochs, batch_size, rng)
    return params, history[::46]


def forgets_its_training(params, X, labels, step, epochs, batch_size, rng):
    return params, train(params, X, labels, step, epochs, batch_size, rng)[1]


def too_long(params, X, labels, step, epochs, batch_size, rng):
    return train(params, X, labels, step, 100, batch_size, rng)


def endless(params, X, labels, step, epochs, batch_size, rng):
    while True:
        pass


TRAININGS = [
    (unwritten, "waiting", "This picture waits for `unwritten`, which is not written yet."),
    (raising, "trouble", "`raising` raised NameError: name 'missing_name' is not defined, in line"),
    (returns_nothing, "trouble", "should return (params, history), got None: is the `return`"),
    (other_order, "trouble", "give params as a dictionary, got list"),
    (loss_an_epoch, "fine", "returned has 1 number for 46 updates"),
    (forgets_its_training, "fine", "returned other weights than its last step made"),
    (too_long, "trouble", "where 46 were asked for. Does its loop end?"),
]


@pytest.mark.parametrize(("function", "kind", "words"), TRAININGS)
def test_trouble_with_train_is_told(function: Any, kind: str, words: str) -> None:
    """Which function, what it should have done, and the learner's own line where there is one."""
    picture = training(function, START, sgd(0.1), epochs=1)
    assert words in picture.message
    assert picture.state["kind"] == kind
    assert picture.state["running"] is None
    assert picture.still().startswith(b"\x89PNG")


def no_pair(params, grads, state):
    return params


def one_array(params, grads, state):
    return np.zeros(3), state


def a_key_less(params, grads, state):
    return {name: value for name, value in params.items() if name != "b1"}, state


def transposed(params, grads, state):
    return {**params, "W1": params["W1"].T}, state


def to_infinity(params, grads, state):
    return {name: value * 1e200 for name, value in params.items()}, state


def divides(params, grads, state):
    return params, {"share": 1 / 0}


STEPS = [
    (unwritten, "waiting", "This picture waits for `unwritten`"),
    (no_pair, "trouble", "`no_pair` should return (params, state), got dict"),
    (one_array, "trouble", "`one_array` should give params as a dictionary, got ndarray"),
    (a_key_less, "trouble", "`a_key_less` gave params without `b1`"),
    (transposed, "trouble", "gave `W1` the shape (16, 64), where it had (64, 16)"),
    (
        to_infinity,
        "diverges",
        "`to_infinity` diverges: a weight is no longer a finite number.",
    ),
    (divides, "trouble", "ZeroDivisionError: division by zero, in line"),
    (sgd(500.0), "diverges", "The loss of sgd ends higher than it began"),
    (sgd(1e-6), "fine", "is still about log 10 = 2.3, as before it learns anything"),
]


@pytest.mark.parametrize(("step", "kind", "words"), STEPS)
def test_trouble_with_a_step_is_told(step: Any, kind: str, words: str) -> None:
    """The step is named, and what it did to params."""
    picture = training(train, START, step, epochs=2)
    assert words in picture.message
    assert picture.state["kind"] == kind


def test_trouble_of_one_runner_leaves_the_others_running() -> None:
    """Those that can train do, and the landscape is around the best of them."""
    steps = {"broken": no_pair, "SGD": sgd(0.2)}
    picture = training(train, START, steps, plane=loss_on_plane, epochs=1)
    assert list(picture.trained) == ["SGD"]
    assert picture.state["middle"] == "SGD" and len(picture.planes) == 2
    assert "broken: `no_pair` should return (params, state)" in picture.message
    assert "SGD" in picture.message


def test_endless_loop_is_stopped_where_no_update_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on the time without an update, so a long training is not stopped."""
    monkeypatch.setattr(run, "PATIENCE", 0.4)
    assert "took longer than 0.4 seconds" in training(endless, START, sgd(0.1)).message

    def slow(params: Any, grads: Any, state: Any) -> Any:
        time.sleep(0.01)
        return params, state

    begin = time.perf_counter()
    picture = training(train, START, slow, epochs=2)
    assert time.perf_counter() - begin > 0.9
    assert picture.records[0].updates == 92 and picture.records[0].trouble is None


def test_training_that_is_too_long_is_stopped_and_tells_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it has learned until then is shown."""
    monkeypatch.setattr(watch, "LONGEST", 0.5)

    def slow(params: Any, grads: Any, state: Any) -> Any:
        time.sleep(0.02)
        return params, state

    picture = training(train, START, slow, epochs=2)
    assert "`slow` was stopped after 0.5 seconds, at update " in picture.message
    assert 0 < picture.records[0].updates < 92


def test_run_that_waits_for_what_it_calls() -> None:
    """The function to be written is named, not the one that calls it."""

    def calls(X: Any, labels: Any, epochs: int, rng: Any) -> Any:
        return unwritten(X)

    assert (
        training(calls).message == "This picture waits for `unwritten`, which is not written yet."
    )


def test_run_that_does_not_call_train_is_seen_at_its_end() -> None:
    """Its curve and its digits are there, and the words say why it did not grow."""

    def by_itself(X: Any, labels: Any, epochs: int, rng: Any) -> Any:
        losses, params = [], START
        for _ in range(2 * epochs):
            loss, grads = mlp_gradients(params, X, labels)
            params = {name: params[name] - grads[name] for name in params}
            losses.append(loss)
        return params, losses

    picture = training(by_itself, plane=True, epochs=3)
    assert "did not call `train`, so it was seen only at its end" in picture.message
    assert picture.state["runs"][0]["updates"] == 6
    assert len(picture.planes) == 2


def test_own_run_that_trains_twice_shows_the_last() -> None:
    """Whoever tries several settings inside sees the training that was returned."""

    def picky(X: Any, labels: Any, epochs: int, rng: Any) -> Any:
        train(START, X, labels, sgd(0.1), 1, 32, rng)
        return train(START, X, labels, sgd(0.5), epochs, 64, rng)

    picky.__globals__["train"] = train
    picture = training(picky, epochs=2)
    assert len(picture.history) == picture.state["runs"][0]["updates"] == 46
    assert picture.message.startswith("46 updates.")
    assert my_run.__globals__["train"] is train


def percent(params, X, labels):
    return 100 * accuracy(params, X, labels)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (unwritten, "The accuracy waits for `unwritten`, which is not written yet."),
        (percent, "but a share of"),
        (lambda *_: None, "is the `return` missing?"),
    ],
)
def test_trouble_with_accuracy_leaves_the_training(function: Any, words: str) -> None:
    """The picture counts by itself, and says so."""
    picture = training(train, START, sgd(0.2), accuracy=function, epochs=1)
    assert words in picture.message
    assert 0.3 < picture.records[0].shares[-1] < 1


def swapped(params, first, second, alphas, betas, X, labels):
    return loss_on_plane(params, second, first, alphas, betas, X, labels)


def turned(params, first, second, alphas, betas, X, labels):
    return loss_on_plane(params, first, second, alphas, betas, X, labels).T


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (unwritten, "The landscape waits for `unwritten`, which is not written yet."),
        (turned, "should return an array of shape (21, 27), got (27, 21)"),
        (swapped, "`swapped` gives a loss of"),
    ],
)
def test_trouble_with_the_plane_leaves_the_training(function: Any, words: str) -> None:
    """Curves and digits are there; the landscape is not, and the words say why."""
    picture = training(train, START, sgd(0.3), plane=function, epochs=1)
    assert words in picture.message and words in picture.state["missing"]
    assert picture.planes == []
    assert picture.state["kind"] == "fine"


def test_learner_may_do_anything_with_what_it_is_given() -> None:
    """A run that spoils its data spoils only copies."""

    def rough(params: Any, X: Any, labels: Any, step: Any, epochs: int, size: int, rng: Any) -> Any:
        answer = train(params, X, labels, step, epochs, size, rng)
        X *= 0
        params["W1"] *= 0
        return answer

    picture = training(rough, START, {"one": sgd(0.1), "two": sgd(0.1)}, epochs=1)
    assert picture.histories["one"].tolist() == picture.histories["two"].tolist()
    assert START["W1"].any()
