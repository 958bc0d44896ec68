"""A picture says when the gradient that leads it is not the slope of its surface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import explore, surfaces
from course.pictures.explore.picture import ExplorePicture

rng = np.random.default_rng(4)
X = np.column_stack([np.ones(40), rng.uniform(0.5, 9.5, size=40)])
y = 3.5 + 2.1 * X[:, 1] + rng.normal(size=40)


def descent(grad_f: Any, theta0: Any, lr: float, steps: int) -> Any:
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad_f(path[-1]))
    return np.array(path)


def gradient(theta: Any, X: Any, y: Any) -> Any:
    return X.T @ (X @ theta - y) / len(y)


def picture(factor: float, step: Callable[..., Any] = descent) -> ExplorePicture:
    def mse_gradient(theta: Any, X: Any, y: Any) -> Any:
        return factor * gradient(theta, X, y)

    cost = surfaces.linear_regression(X, y, gradient=mse_gradient)
    return explore(step, cost, start=(0, 0), steps=400, lr=(0.005, 0.07, 0.05))


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (-1.0, "`mse_gradient` points downhill: it is the slope of this surface with the other"),
        (-2.0, "`mse_gradient` points downhill: it is −2 times the slope of this surface."),
        (40.0, "`mse_gradient` is 40 times the slope of this surface, everywhere."),
        (0.5, "`mse_gradient` is 0.5 times the slope of this surface, everywhere."),
    ],
)
def test_factor_that_is_the_same_everywhere_is_told(factor: float, words: str) -> None:
    """And the descent, which is right, is not blamed for a path that flies off."""
    made = picture(factor)
    assert words in made.message
    assert "look at" not in made.message
    assert made.still().startswith(b"\x89PNG")


def test_right_gradient_gets_no_word() -> None:
    assert "slope" not in picture(1.0).message


def test_gradient_of_another_cost_is_told_at_a_place() -> None:
    """A neuron without its switch: where it is off, the slope is zero."""

    def neuron_gradient(w: Any, X: Any, y: Any) -> Any:
        return X.T @ (np.maximum(X @ w, 0) - y) / len(y)

    def step(theta: Any, grad: Any, lr: float) -> Any:
        return theta - lr * grad

    cost = surfaces.neuron(X, y, view=((-3, 3), (-3, 3)), gradient=neuron_gradient)
    told = explore(step, cost, start=(2.5, 2.0), steps=10).message
    assert "`neuron_gradient` is not the slope of this surface: at (" in told
    assert "and the slope is (0, 0)." in told


def test_path_of_one_array_is_told() -> None:
    def aliased(grad_f: Any, theta0: Any, lr: float, steps: int) -> Any:
        theta, path = np.array(theta0, dtype=float), []
        for _ in range(steps + 1):
            path.append(theta)
            theta -= lr * grad_f(theta)
        return np.array(path)

    assert (
        "All rows of the path that `aliased` returned are the same" in picture(1.0, aliased).message
    )


def test_path_without_its_start_is_told() -> None:
    def late(grad_f: Any, theta0: Any, lr: float, steps: int) -> Any:
        return descent(grad_f, theta0, lr, steps + 1)[1:]

    assert "does not begin at `theta0`" in picture(1.0, late).message
