"""Surfaces tell the truth about themselves."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from course import surfaces
from course.surfaces import Surface

ALL = [
    surfaces.bowl,
    surfaces.ravine,
    surfaces.ravine.at(kappa=1),
    surfaces.ravine.at(kappa=100),
    surfaces.plateau,
    surfaces.rosenbrock,
]
every_surface = pytest.mark.parametrize("surface", ALL, ids=lambda s: f"{s.name}{dict(s.shape)}")


def points_in_view(surface: Surface, count: int = 50) -> np.ndarray:
    (x_low, x_high), (y_low, y_high) = surface.view
    return np.random.default_rng(0).uniform((x_low, y_low), (x_high, y_high), size=(count, 2))


@every_surface
def test_gradient_agrees_with_finite_differences(surface: Surface) -> None:
    """The gradient is what central differences of the value give."""
    h = 1e-6
    for theta in points_in_view(surface):
        expected = [
            (surface.value(theta + h * e) - surface.value(theta - h * e)) / (2 * h)
            for e in np.eye(2)
        ]
        np.testing.assert_allclose(surface.gradient(theta), expected, rtol=1e-4, atol=1e-5)


@every_surface
def test_minima_are_the_lowest_points_in_view(surface: Surface) -> None:
    """At a minimum the value is 0 and the gradient vanishes; nothing in view is lower."""
    minima = np.array(surface.minima)
    np.testing.assert_allclose(surface.value(minima), 0, atol=1e-12)
    np.testing.assert_allclose(surface.gradient(minima), 0, atol=1e-12)
    assert (surface.value(points_in_view(surface, 2000)) >= 0).all()


@every_surface
def test_works_on_arrays_of_any_shape(surface: Surface) -> None:
    """A grid of points gives a grid of values, the same as one by one."""
    grid = points_in_view(surface, 12).reshape(3, 4, 2)
    assert surface.value(grid).shape == (3, 4)
    assert surface.gradient(grid).shape == (3, 4, 2)
    np.testing.assert_allclose(surface.gradient(grid)[1, 2], surface.gradient(list(grid[1, 2])))


@every_surface
def test_view_shows_start_and_minima(surface: Surface) -> None:
    """The start and every minimum lie in view, and the usual lr in its range."""
    (x_low, x_high), (y_low, y_high) = surface.view
    for x, y in [surface.start, *surface.minima]:
        assert x_low < x < x_high
        assert y_low < y < y_high
    low, high, usual = surface.lr
    assert low < usual < high


@pytest.mark.parametrize("kappa", [1, 7, 100])
def test_ravine_has_the_eigenvalues_it_names(kappa: float) -> None:
    """The Hessian, by differences of the gradient, has eigenvalues 1 and kappa."""
    ravine = surfaces.ravine.at(kappa=kappa)
    hessian = np.stack([ravine.gradient(e) - ravine.gradient(0 * e) for e in np.eye(2)])
    assert ravine.eigenvalues == pytest.approx(tuple(np.linalg.eigvalsh(hessian)))


def test_another_shape_is_another_surface() -> None:
    """`at` leaves the surface it is called on as it was; surfaces can't be changed in place."""
    assert surfaces.ravine.at(kappa=50).shape["kappa"] == 50
    assert surfaces.ravine.shape["kappa"] == 20
    with pytest.raises(dataclasses.FrozenInstanceError):
        surfaces.ravine.name = "gorge"  # type: ignore[misc]


def test_wrong_shapes_are_refused_in_words() -> None:
    """An unknown parameter, one out of range, and theta of a wrong shape say what is wrong."""
    with pytest.raises(ValueError, match="no `kapa` on the ravine: it has kappa"):
        surfaces.ravine.at(kapa=3)
    with pytest.raises(ValueError, match="`kappa` must be from 1 to 100, got 200"):
        surfaces.ravine.at(kappa=200)
    with pytest.raises(ValueError, match=r"theta must have shape \(..., 2\).*got \(3,\)"):
        surfaces.bowl.value([1, 2, 3])
