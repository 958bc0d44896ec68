"""Surfaces whose slope changes from place to place."""

from __future__ import annotations

from course.surfaces.surface import Array, Surface

# Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function".
rosenbrock = Surface(
    name="Rosenbrock's valley",
    formula="(1 − x)² + 100(y − x²)²",
    height=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    slope=lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
    minima=((1.0, 1.0),),
    view=((-2.4, 2.4), (-1.0, 2.6)),
    start=(-1.8, 2.2),
    lr=(1e-5, 1e-2, 5e-4),
)


def _beale_height(x: Array, y: Array) -> Array:
    a, b, c = _beale_residuals(x, y)
    return a**2 + b**2 + c**2


def _beale_slope(x: Array, y: Array) -> tuple[Array, Array]:
    a, b, c = _beale_residuals(x, y)
    along_x = 2 * (a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1))
    return along_x, 2 * x * (a + 2 * b * y + 3 * c * y**2)


def _beale_residuals(x: Array, y: Array) -> tuple[Array, Array, Array]:
    return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3


# Beale (1958), "On an iterative method for finding a local minimum of a function of more than
# one variable": a narrow bent valley between cliffs.
beale = Surface(
    name="Beale's function",
    formula="(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    height=_beale_height,
    slope=_beale_slope,
    minima=((3.0, 0.5),),
    view=((-0.5, 4.5), (-1.6, 1.9)),
    start=(0.8, 1.5),
    lr=(1e-4, 0.1, 0.01),
)


def _plateau_slope(x: Array, y: Array) -> tuple[Array, Array]:
    shrink = 2 / (1 + x**2 + y**2) ** 2
    return shrink * x, shrink * y


# Nearly flat far from the minimum: at distance r the slope is only about 2/r³.
plateau = Surface(
    name="the plateau",
    formula="q/(1 + q), q = x² + y²",
    height=lambda x, y: (x**2 + y**2) / (1 + (x**2 + y**2)),
    slope=_plateau_slope,
    minima=((0.0, 0.0),),
    view=((-6.0, 6.0), (-4.5, 4.5)),
    start=(-3.0, 2.0),
    lr=(0.01, 3.0, 0.3),
)
