"""Quadratics: their Hessian is the same everywhere, so theory can say what will happen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from course.surfaces.surface import Array, Span, Surface


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
