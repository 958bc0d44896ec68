"""Quadratics: their Hessian is the same everywhere, so theory can say what will happen."""

from __future__ import annotations

from course.surfaces.surface import Array, Span, Surface


def _height(x: Array, y: Array, kappa: float = 1.0) -> Array:
    return (x**2 + kappa * y**2) / 2


def _slope(x: Array, y: Array, kappa: float = 1.0) -> tuple[Array, Array]:
    return x, kappa * y


def _curvature(kappa: float = 1.0) -> Span:
    return min(1.0, kappa), max(1.0, kappa)


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
ravine = Surface(
    name="the ravine",
    formula="½(x² + κy²)",
    height=_height,
    slope=_slope,
    minima=((0.0, 0.0),),
    view=((-4.0, 4.0), (-3.0, 3.0)),
    start=(-3.2, 2.0),
    lr=(0.001, 1.0, 0.02),
    shape={"kappa": 20.0},
    ranges={"kappa": (1.0, 100.0)},
    curvature=_curvature,
)
