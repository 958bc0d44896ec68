"""Surfaces given by a formula: quadratics, those with several minima, and valleys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from course.surfaces.surface import Array, Span, Surface

# Quadratics: their Hessian is the same everywhere, so theory can say what will happen.


def _height(x: Array, y: Array, kappa: float = 1.0, sigma: float = 0.0) -> Array:
    return (x**2 + kappa * y**2) / 2


def _slope(x: Array, y: Array, kappa: float = 1.0, sigma: float = 0.0) -> tuple[Array, Array]:
    return x, kappa * y


def _curvature(kappa: float = 1.0, sigma: float = 0.0) -> Span:
    return min(1.0, kappa), max(1.0, kappa)


def _noisy_slope(
    rng: np.random.Generator, x: Array, y: Array, kappa: float, sigma: float
) -> tuple[Array, Array]:
    """The slope, with normal noise of standard deviation sigma on each coordinate."""
    return x + sigma * rng.normal(size=x.shape), kappa * y + sigma * rng.normal(size=x.shape)


bowl = Surface(
    name="the bowl",
    formula="½(x² + y²)",
    height=_height,
    slope=_slope,
    minima=((0.0, 0.0),),
    view=((-4.0, 4.0), (-3.0, 3.0)),
    start=(-3.2, 2.0),
    lr=(0.01, 3.0, 0.1),
    curvature=_curvature,
)

# A Hessian of diag(1, κ): flat along x, steep along y, condition number κ.
ravine = replace(
    bowl,
    name="the ravine",
    formula="½(x² + κy²)",
    lr=(0.001, 1.0, 0.02),
    shape={"kappa": 20.0},
    ranges={"kappa": (1.0, 100.0)},
)

# What a mini-batch does to the gradient, in its simplest form; the value stays exact.
noisy = replace(
    ravine,
    name="the noisy ravine",
    formula="½(x² + κy²), noisy gradient",
    lr=(0.001, 1.0, 0.1),
    shape={"kappa": 4.0, "sigma": 1.5},
    ranges={"kappa": (1.0, 100.0), "sigma": (0.0, 5.0)},
    sampled=_noisy_slope,
)

# More than one minimum: where a path ends depends on where it begins.

# A saddle at the origin, with curvatures 1 along x and −1 along y, between two minima.
saddle = Surface(
    name="the saddle",
    formula="½x² + ¼(y² − 1)²",
    height=lambda x, y: x**2 / 2 + (y**2 - 1) ** 2 / 4,
    slope=lambda x, y: (x, y * (y**2 - 1)),
    minima=((0.0, 1.0), (0.0, -1.0)),
    view=((-2.4, 2.4), (-1.8, 1.8)),
    start=(-2.0, 0.01),
    lr=(0.001, 2.0, 0.1),
)


def _himmelblau_slope(x: Array, y: Array) -> tuple[Array, Array]:
    a, b = x**2 + y - 11, x + y**2 - 7
    return 4 * x * a + 2 * b, 2 * a + 4 * y * b


# Himmelblau (1972), "Applied Nonlinear Programming": four minima, all of value 0. Apart from
# (3, 2) they are roots of polynomials, given here to double precision.
himmelblau = Surface(
    name="Himmelblau's function",
    formula="(x² + y − 11)² + (x + y² − 7)²",
    height=lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    slope=_himmelblau_slope,
    minima=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ),
    view=((-6.0, 6.0), (-4.6, 4.6)),
    start=(-0.5, -1.0),
    lr=(1e-4, 0.03, 0.005),
)

# Valleys and a plateau: the slope changes from place to place.

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
