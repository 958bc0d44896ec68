"""The surface as numbers that a picture draws: heights on a grid, and levels to draw."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from course.surfaces.surface import Array, Surface

COLUMNS, ROWS = 129, 97


@dataclass(frozen=True)
class Terrain:
    """Heights over the view, ``(ROWS, COLUMNS)`` with y rising by row, and contour levels."""

    heights: Array
    levels: list[float]


def terrain(surface: Surface) -> Terrain:
    """Heights of ``surface`` over its view."""
    (x_low, x_high), (y_low, y_high) = surface.view
    x = np.linspace(x_low, x_high, COLUMNS)
    y = np.linspace(y_low, y_high, ROWS)
    with np.errstate(all="ignore"):
        heights = surface.value(np.stack(np.meshgrid(x, y), axis=-1))
    lowest = float(heights.min()) if surface.lowest is None else surface.lowest
    return Terrain(heights, levels(heights, lowest))


def levels(heights: Array, lowest: float) -> list[float]:
    """Round heights to draw: equally far apart, or by ratios where most of it is low."""
    highest, middle = float(heights.max()), float(np.median(heights))
    if not highest > lowest:
        return []
    if lowest < -1e-9 * highest or middle - lowest > 0.6 * (highest - lowest):
        return _even(lowest, highest)
    low = max(lowest, float(np.quantile(heights, 0.003)), highest / 2e4)
    return _by_ratios(low, highest)


def _even(lowest: float, highest: float) -> list[float]:
    """About a dozen multiples of 1, 2 or 5 times a power of ten."""
    rough = (highest - lowest) / 12
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
    first, last = math.floor(lowest / step) + 1, math.ceil(highest / step) - 1
    return [float(f"{i * step:.10g}") for i in range(first, last + 1)]


def _by_ratios(low: float, highest: float) -> list[float]:
    """Levels 1, 2, 5, 10, 20, … times a power of ten; fewer a decade where that is too many."""
    bottom, top = math.floor(math.log10(low)), math.floor(math.log10(highest))
    digits = (1, 2, 5) if top - bottom <= 4 else (1, 3)
    levels = [digit * 10.0**power for power in range(bottom, top + 1) for digit in digits]
    return [float(f"{level:.1g}") for level in levels if low < level < highest]
