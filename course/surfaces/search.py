"""What can be found out about a surface of which only the values are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from course.surfaces.surface import Array, Points, Span

Height = Callable[[Array, Array], Array]
COLUMNS, ROWS = 121, 91  # where minima are looked for first
MOST = 8  # minima that are worth a star
AROUND = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)], dtype=float)


def differences(height: Height, x: Array, y: Array) -> tuple[Array, Array]:
    """Both partial derivatives by central differences, good to about ten digits."""
    h, k = (np.cbrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(at)) for at in (x, y))
    along_x = (height(x + h, y) - height(x - h, y)) / (2 * h)
    return along_x, (height(x, y + k) - height(x, y - k)) / (2 * k)


def minima_within(height: Height, view: tuple[Span, Span]) -> Points:
    """Minima inside ``view``, the lowest first: the low points of a grid, made sharper."""
    x, y = (np.linspace(*span, count) for span, count in zip(view, (COLUMNS, ROWS), strict=True))
    ground = height(*np.meshgrid(x, y))
    inner = ground[1:-1, 1:-1]
    lower = np.ones_like(inner, dtype=bool)
    for i, j in AROUND.astype(int):
        lower &= inner < ground[1 + i : ROWS - 1 + i, 1 + j : COLUMNS - 1 + j]
    rows, columns = np.nonzero(lower)
    if not len(rows):
        return ()
    points = np.stack([x[columns + 1], y[rows + 1]], axis=-1)
    points = _sharpened(height, points, np.array([x[1] - x[0], y[1] - y[0]]))
    order = np.argsort(height(points[:, 0], points[:, 1]))
    found: list[Array] = []
    for point in points[order]:
        if all(np.abs(point - other).max() > x[1] - x[0] for other in found):
            found.append(point)
    return tuple((float(px), float(py)) for px, py in found[:MOST])


def _sharpened(height: Height, points: Array, size: Array) -> Array:
    """Each point moved to its lowest neighbour, or its steps halved, until they vanish."""
    steps = np.tile(size, (len(points), 1))
    best = height(points[:, 0], points[:, 1])
    for _ in range(80):
        tried = points[:, None] + AROUND * steps[:, None]  # (k, 8, 2)
        values = height(tried[..., 0], tried[..., 1])
        nearest = values.argmin(axis=1)
        index = np.arange(len(points))
        better = values[index, nearest] < best
        points = np.where(better[:, None], tried[index, nearest], points)
        best = np.where(better, values[index, nearest], best)
        steps = np.where(better[:, None], steps, steps / 2)
    return points


def learning_rates(height: Height, view: tuple[Span, Span]) -> tuple[float, float, float]:
    """``(low, high, usual)`` for gradient descent, from the curvatures in ``view``."""
    x, y = (np.linspace(*span, 15)[1:-1] for span in view)
    h = [(span[1] - span[0]) / 200 for span in view]
    at = np.meshgrid(x, y)
    middle = height(*at)
    along_x = (height(at[0] + h[0], at[1]) + height(at[0] - h[0], at[1]) - 2 * middle) / h[0] ** 2
    along_y = (height(at[0], at[1] + h[1]) + height(at[0], at[1] - h[1]) - 2 * middle) / h[1] ** 2
    steepest = float(np.quantile(np.maximum(np.abs(along_x), np.abs(along_y)), 0.9))
    return rates_below(2 / steepest if steepest > 0 else 1.0)


def rates_below(stable: float) -> tuple[float, float, float]:
    """``(low, high, usual)`` where gradient descent is stable below ``stable``."""
    low, high, usual = (_round(stable * share) for share in (0.001, 1.5, 0.1))
    return low, high, usual


def _round(value: float) -> float:
    """Two significant digits."""
    return round(value, 1 - math.floor(math.log10(value)))
