"""Surfaces with more than one minimum: where a path ends depends on where it begins."""

from __future__ import annotations

from course.surfaces.surface import Array, Surface

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
