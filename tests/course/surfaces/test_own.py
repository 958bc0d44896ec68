"""A surface of the learner's own, from nothing but a function."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course import explore, surfaces


def eggs(x, y):
    return np.sin(x) ** 2 + np.sin(y) ** 2 + 0.1 * (x**2 + y**2)


def branching(x, y):
    if x > 0:
        return x**2 + abs(y)
    return math.exp(-x) - 1 + abs(y)


def test_gradient_is_found_by_differences() -> None:
    """Without a gradient it agrees with the derivative done by hand."""
    theta = np.random.default_rng(1).normal(size=(40, 2))
    expected = np.sin(2 * theta) + 0.2 * theta
    np.testing.assert_allclose(surfaces.of(eggs).gradient(theta), expected, atol=1e-8)


def test_given_gradient_is_the_one_that_is_used() -> None:
    """Even a wrong one: what the learner wrote is what moves the point."""
    mine = surfaces.of(eggs, gradient=lambda x, y: (1.0, y))
    np.testing.assert_array_equal(mine.gradient([[3, 4], [5, 6]]), [[1, 4], [1, 6]])


def test_minima_are_found_inside_the_view() -> None:
    """All local minima, the lowest first, to six digits; none on a slope."""
    found = np.array(surfaces.of(eggs).minima)
    np.testing.assert_allclose(found[0], 0, atol=1e-6)
    inner = [theta for theta in found if np.abs(theta).max() < 3.9]
    assert len(inner) >= 5
    np.testing.assert_allclose(surfaces.of(eggs).gradient(inner), 0, atol=1e-5)
    slope = surfaces.of(lambda x, y: 3 * x - y)
    assert slope.minima == ()
    assert slope.lowest is None


def test_function_that_knows_no_arrays_is_called_point_by_point() -> None:
    """A function with an `if` or from `math` works on grids all the same."""
    mine = surfaces.of(branching)
    grid = np.array([[[1.0, 2.0], [-1.0, 0.5]]])
    np.testing.assert_allclose(mine.value(grid), [[3.0, math.e - 0.5]])
    assert mine.name == "branching"


def test_further_parameters_are_the_surfaces_shape() -> None:
    """They slide, and the minima move with them."""
    mine = surfaces.of(lambda x, y, a: (x - a) ** 2 + y**2, a=(0, 2, 1))
    assert mine.shape == {"a": 1.0}
    np.testing.assert_allclose(mine.at(a=2).minima, [(2, 0)], atol=1e-6)


def raising(x, y):
    return undefined + x  # noqa: F821


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (raising, "`raising` raised NameError: name 'undefined' is not defined, in line"),
        (lambda x, y: float("nan"), "`f` should give finite numbers all over the view"),
        (lambda x: x, "`f` raised TypeError"),
    ],
)
def test_function_that_is_no_surface_is_refused_in_words(function, words) -> None:
    """The learner's own line, or what was expected, is named."""
    with pytest.raises(ValueError, match=words):
        surfaces.of(function)


def unwritten(x, y):
    raise NotImplementedError


@pytest.mark.parametrize("arguments", [(unwritten,), (eggs, unwritten)])
def test_function_that_is_not_written_makes_its_picture_wait(arguments) -> None:
    """The surface is there, flat, and the picture on it says what it waits for."""
    mine = surfaces.of(*arguments)
    assert not mine.value([[0, 0], [1, 2]]).any()
    picture = explore(lambda theta, grad, lr: theta - lr * grad, mine, steps=5, swarm=10)
    assert picture.message == "This picture waits for `unwritten`, which is not written yet."
    assert picture.state["kind"] == "waiting"
