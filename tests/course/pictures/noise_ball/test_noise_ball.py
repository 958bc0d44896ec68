"""The paths are the learner's, on one budget; the circles are where the paths dance."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from course import noise_ball
from course.pictures.noise_ball.walk import BUDGET, EXAMPLES, START, noise
from tests.course.pictures.noise_ball.functions import gradient_variance, noise_floor, sgd_epoch


def test_every_walker_has_the_same_budget() -> None:
    """Five epochs each: 5, 100 and 2 000 updates for as many gradient evaluations."""
    picture = noise_ball(sgd_epoch, noise_floor)
    assert [len(path) - 1 for path in picture.paths] == [5, 100, 2000]
    assert [walk.spent[-1] for walk in picture.walks] == [BUDGET] * 3
    assert all((path[0] == START).all() for path in picture.paths)


def test_batch_descent_is_the_closed_form() -> None:
    """Without noise the distance to the centre shrinks by 1 − lr at each update."""
    picture = noise_ball(sgd_epoch, lr=0.3)
    away = picture.paths[0] - picture.centre
    expected = np.outer(0.7 ** np.arange(6), START - picture.centre)
    assert away == pytest.approx(expected)


@pytest.mark.parametrize("lr", [0.1, 0.2, 0.5])
def test_circle_is_the_root_mean_square_of_the_dance(lr: float) -> None:
    """The learner's floor predicts how far the stochastic path stays away, within a tenth."""
    picture = noise_ball(sgd_epoch, noise_floor, gradient_variance, lr=lr)
    dance = picture.paths[2][400:] - picture.centre
    measured = np.sqrt(np.mean(np.sum(dance**2, axis=1)))
    assert picture.state["radii"][2] == pytest.approx(measured, rel=0.12)
    assert picture.state["radii"][0] == pytest.approx(0, abs=1e-6)


def test_noise_is_the_variance_over_all_batches() -> None:
    """Against every batch of two that can be drawn from five examples."""
    points = np.random.default_rng(2).normal(size=(5, 2))
    means = np.array([points[list(pair)].mean(axis=0) for pair in combinations(range(5), 2)])
    exact = np.mean(np.sum((means - points.mean(axis=0)) ** 2, axis=1))
    assert noise(points, 2) == pytest.approx(exact)


def test_sliders_run_the_epochs_again() -> None:
    """lr and the batch size are the learner's arguments; sizes are whole."""
    seen: list[tuple[float, int]] = []

    def watched(grad_f, theta, X, y, lr, batch_size, rng):  # type: ignore[no-untyped-def]
        seen.append((lr, batch_size))
        return sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng)

    picture = noise_ball(watched)
    seen.clear()
    picture.move(lr=0.05, batch_size=50.4)
    assert set(seen) == {(0.05, EXAMPLES), (0.05, 50), (0.05, 1)}
    assert "mini-batch of 50: 40 updates" in picture.message


def test_too_large_a_rate_is_told_in_the_theorys_terms() -> None:
    """At lr above 2/λ the paths leave, the circles are infinite, and the words say why."""
    picture = noise_ball(sgd_epoch, noise_floor, lr=2.2)
    assert picture.state["kind"] == "diverges"
    assert picture.message.startswith("At most 2 000 gradient evaluations.")
    assert "lr = 2.2 is not below 2/λ = 2: nothing settles." in picture.message
    assert picture.state["radii"] == [None] * 3
    assert picture.still().startswith(b"\x89PNG")


def unwritten(*_: Any) -> Any:
    raise NotImplementedError


def raising(grad_f: Any, theta: Any, X: Any, y: Any, lr: Any, batch_size: Any, rng: Any) -> Any:
    return theta - speed  # type: ignore[name-defined]  # noqa: F821


def lazy(grad_f: Any, theta: Any, X: Any, y: Any, lr: Any, batch_size: Any, rng: Any) -> Any:
    return theta


def wrong(grad_f: Any, theta: Any, X: Any, y: Any, lr: Any, batch_size: Any, rng: Any) -> Any:
    return grad_f(theta, X, y)[None, :]


def nothing(grad_f: Any, theta: Any, X: Any, y: Any, lr: Any, batch_size: Any, rng: Any) -> None:
    grad_f(theta, X, y)


@pytest.mark.parametrize(
    ("functions", "kind", "words"),
    [
        ((unwritten,), "waiting", "This picture waits for `unwritten`"),
        ((raising,), "trouble", "`raising` raised NameError: name 'speed' is not defined"),
        ((lazy,), "trouble", "without asking `grad_f` for a gradient"),
        ((wrong,), "trouble", "should return an array of shape (2,), got (1, 2)"),
        ((nothing,), "trouble", "got None: is the `return` missing?"),
        ((sgd_epoch, unwritten), "fine", "The circles wait for `unwritten`"),
        ((sgd_epoch, lambda lr, lam, sigma2: -1.0), "fine", "a mean of squares below 0?"),
        ((sgd_epoch, lambda lr, lam, sigma2: None), "fine", "got None"),
    ],
)
def test_trouble_is_told_in_words(functions: Any, kind: str, words: str) -> None:
    """The bowl stays, and the words say what is missing."""
    picture = noise_ball(*functions)
    assert words in picture.message
    assert picture.state["kind"] == kind
    assert picture.still().startswith(b"\x89PNG")


def test_bundle_is_small(displayed: list[dict[str, Any]]) -> None:
    """At most 50 kB of a notebook, though 2 000 updates are seen."""
    noise_ball(sgd_epoch, noise_floor)._ipython_display_()
    assert len(json.dumps(displayed)) <= 50_000
    assert displayed[2]["text/plain"].startswith(
        "sgd_epoch with three batch sizes: lr = 0.2, batch_size = 20\n2 000 gradient evaluations"
    )
