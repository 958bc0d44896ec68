"""A function that makes the whole descent is as good as a step function."""

from __future__ import annotations

import numpy as np
import pytest

from course import descend, explore, surfaces


def gd_step(theta, grad, lr):
    return theta - lr * grad


def gradient_descent(grad_f, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad_f(path[-1]))
    return np.array(path)


def test_whole_descent_draws_its_own_path() -> None:
    """The same path as step by step; its only slider of its own is lr; theory names its bound."""
    picture = explore(gradient_descent, lr=0.03)
    expected = descend(gd_step, surfaces.ravine.gradient, surfaces.ravine.start, 60, lr=0.03)
    np.testing.assert_allclose(picture.path, expected)
    assert [control.name for control in picture.sliders] == ["lr", "kappa"]
    picture.move(lr=0.3)
    assert "lr = 0.3 is above 2/λmax = 0.1" in picture.message


def unwritten(grad_f, theta0, lr, steps):
    raise NotImplementedError


def nothing(grad_f, theta0, lr, steps):
    pass


def short(grad_f, theta0, lr, steps):
    return gradient_descent(grad_f, theta0, lr, steps)[1:]


def raising(grad_f, theta0, lr, steps):
    return gradient_descent(grad_f, theta0, lr, steps)[steps + 1]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (unwritten, "waits for `unwritten`, which is not written yet"),
        (nothing, "path with shape (61, 2), got None: is the `return` missing?"),
        (short, "`short` should return a path with shape (61, 2), got (60, 2)."),
        (raising, "`raising` raised IndexError"),
    ],
)
def test_trouble_is_told_in_words(function, words) -> None:
    """Not written, nothing returned, a row too few, an exception with the learner's line."""
    assert words in explore(function).message


def test_it_races_and_swarms() -> None:
    """Beside a step function, and from many starts one by one."""
    race = explore([gradient_descent, gd_step], lr=0.05, swarm=10)
    np.testing.assert_allclose(race.outcomes[0].path, race.outcomes[1].path)
    assert race.state["crowd"]["count"] == 10
