"""Surfaces whose slope changes from place to place."""

from __future__ import annotations

from course.surfaces.surface import Array, Surface


def _rosenbrock_height(x: Array, y: Array) -> Array:
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def _rosenbrock_slope(x: Array, y: Array) -> tuple[Array, Array]:
    return -2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)


# Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function".
rosenbrock = Surface(
    name="Rosenbrock's valley",
    formula="(1 − x)² + 100(y − x²)²",
    height=_rosenbrock_height,
    slope=_rosenbrock_slope,
    minima=((1.0, 1.0),),
    view=((-2.4, 2.4), (-1.0, 2.6)),
    start=(-1.8, 2.2),
    lr=(1e-5, 1e-2, 5e-4),
)


def _plateau_height(x: Array, y: Array) -> Array:
    q = x**2 + y**2
    return q / (1 + q)


def _plateau_slope(x: Array, y: Array) -> tuple[Array, Array]:
    shrink = 2 / (1 + x**2 + y**2) ** 2
    return shrink * x, shrink * y


# Nearly flat far from the minimum: at distance r the slope is only about 2/r³.
plateau = Surface(
    name="the plateau",
    formula="q/(1 + q), q = x² + y²",
    height=_plateau_height,
    slope=_plateau_slope,
    minima=((0.0, 0.0),),
    view=((-6.0, 6.0), (-4.5, 4.5)),
    start=(-3.0, 2.0),
    lr=(0.01, 3.0, 0.3),
)
