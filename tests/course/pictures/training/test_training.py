"""The training picture runs the learner's own training, and notes it right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course import data, training
from course.network import mlp_gradients
from tests.course.pictures.training import functions
from tests.course.pictures.training.functions import (
    START,
    accuracy,
    loss_on_plane,
    momentum,
    my_run,
    sgd,
    train,
)

DIGITS = data.parts()
PER_EPOCH = 46  # batches of 32 in 1 442 examples


def test_it_is_the_learners_own_training() -> None:
    """Losses and weights are those that the function gives by itself; its inputs stay."""
    before = {name: value.copy() for name, value in START.items()}
    picture = training(train, START, sgd(0.2), epochs=3, seed=5)
    params, history = train(START, *DIGITS[:2], sgd(0.2), 3, 32, np.random.default_rng(5))
    assert picture.history.tolist() == history
    for name, value in picture.trained["sgd"].items():
        np.testing.assert_array_equal(value, params[name])
        np.testing.assert_array_equal(START[name], before[name])
    assert train.__globals__["mlp_gradients"] is mlp_gradients


def test_own_run_is_seen_from_within() -> None:
    """A run with its own weights and steps is watched update by update, its answers unchanged."""
    picture = training(my_run, epochs=2, seed=3)
    params, history = my_run(*DIGITS[:2], 2, np.random.default_rng(3))
    assert picture.history.tolist() == history
    assert picture.state["runs"][0]["tested"] == [0, 23, 46]
    assert functions.train is train
    np.testing.assert_array_equal(picture.trained["my_run"]["W1"], params["W1"])


def test_test_is_taken_at_the_start_and_after_each_epoch() -> None:
    """The answers and shares are those of the weights of that moment, by a count of one by one."""
    picture = training(train, START, sgd(0.2), accuracy=accuracy, epochs=2)
    record = picture.records[0]
    assert record.tested == [0, PER_EPOCH, 2 * PER_EPOCH]
    weights = [START]
    for epochs in (1, 2):
        rng = np.random.default_rng(0)
        weights.append(train(START, *DIGITS[:2], sgd(0.2), epochs, 32, rng)[0])
    for params, answers, share in zip(weights, record.answers, record.shares, strict=True):
        hits = 0
        for x, label, answer in zip(*DIGITS[2:], answers, strict=True):
            scores = np.tanh(params["W1"].T @ x + params["b1"]) @ params["W2"] + params["b2"]
            assert answer == max(range(10), key=lambda digit: scores[digit])
            hits += answer == label
        assert share == pytest.approx(hits / len(DIGITS.labels_validation))
    assert len(picture.wrong) == round((1 - record.shares[-1]) * len(DIGITS.labels_validation))


def test_browser_gets_the_same_numbers() -> None:
    """Losses, shares, answers and images arrive as they are, in the order that the page reads."""
    picture = training(train, START, {"slow": sgd(0.1), "fast": momentum(0.1)}, epochs=2)
    numbers = np.frombuffer(picture.numbers, "<f4")
    answers = np.frombuffer(picture.answers, np.uint8).reshape(-1, len(DIGITS.labels_validation))
    at = test = 0
    for record, told in zip(picture.records, picture.state["runs"], strict=True):
        count, tests = told["updates"], len(told["tested"])
        np.testing.assert_allclose(numbers[at : at + count], record.history, rtol=1e-6)
        shares = [np.mean(row == DIGITS.labels_validation) for row in answers[test : test + tests]]
        np.testing.assert_allclose(numbers[at + count : at + count + tests], shares, rtol=1e-6)
        at, test = at + count + tests, test + tests
    assert at == len(numbers)
    images = np.frombuffer(picture.images, np.uint8).reshape(DIGITS.X_validation.shape)
    np.testing.assert_allclose(images / 255, DIGITS.X_validation, atol=1 / 255)


def test_all_runners_get_the_same_start_and_batches() -> None:
    """Two runners with one rule train alike, and the table of the race can be trusted."""
    picture = training(
        train, START, {"one": sgd(0.1), "twin": sgd(0.1), "fast": sgd(0.5)}, epochs=1
    )
    histories = picture.histories
    assert histories["one"].tolist() == histories["twin"].tolist()
    assert histories["one"][0] == histories["fast"][0]
    assert histories["one"].tolist() != histories["fast"].tolist()


def test_own_data_can_be_held_back_digits() -> None:
    """A part of the training digits can stand in for the test."""
    X, labels, _, _ = DIGITS
    held = (X[:1000], labels[:1000], X[1000:], labels[1000:])
    picture = training(train, START, sgd(0.2), epochs=1, data=held)
    assert len(picture.records[0].answers[0]) == len(labels) - 1000
    assert picture.records[0].updates == 32
    with pytest.raises(ValueError, match="square image"):
        training(train, START, sgd(0.2), data=(X[:, :63], labels, X[:, :63], labels))


@pytest.mark.parametrize(
    ("steps", "epochs", "words"),
    [
        (None, 1, "params and steps, or a run of your own"),
        ({}, 1, "1 to 6 steps, got 0"),
        (sgd(1), 0, "whole numbers from 1"),
    ],
)
def test_call_that_makes_no_sense_is_refused(steps: Any, epochs: int, words: str) -> None:
    """What is wrong with the call itself is a plain ValueError."""
    with pytest.raises(ValueError, match=words):
        training(train, START, steps, epochs=epochs)


def test_plane_of_the_paths_holds_start_and_end() -> None:
    """A path in two dimensions is held whole: start and end lie where their losses say."""
    picture = training(train, START, sgd(0.3), plane=loss_on_plane, epochs=4)
    plane, random = picture.planes
    end = picture.trained["sgd"]
    away = np.sqrt(sum(np.sum((START[name] - end[name]) ** 2) for name in end))
    assert np.hypot(*plane.paths[0][0]) == pytest.approx(away, rel=0.02)
    np.testing.assert_allclose(plane.paths[0][-1], 0, atol=1e-9)
    assert (plane.paths[0][0] >= 0).all()
    assert plane.held > 0.95 > 0.05 > random.held
    np.testing.assert_array_equal(picture.path, plane.paths[0])


def test_plane_has_the_losses_of_the_weights_there() -> None:
    """The learner's function and our own survey agree, and both with the loss in the middle."""
    pictures = [training(train, START, sgd(0.3), plane=p, epochs=1) for p in (loss_on_plane, True)]
    for mine, ours in zip(*(picture.planes for picture in pictures), strict=True):
        np.testing.assert_allclose(mine.heights, ours.heights, rtol=1e-9)
    X, labels = DIGITS.X_train[::4], DIGITS.labels_train[::4]
    loss = mlp_gradients(pictures[0].trained["sgd"], X, labels)[0]
    random = pictures[0].planes[1].heights
    assert random[random.shape[0] // 2, random.shape[1] // 2] == pytest.approx(loss)
