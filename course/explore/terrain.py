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
    heights = surface.value(np.stack(np.meshgrid(x, y), axis=-1))
    return Terrain(heights, _levels(float(heights.max())))


def _levels(highest: float) -> list[float]:
    """Levels 1, 2, 5, 10, 20, … times a power of ten, over three decades below the highest."""
    top = math.floor(math.log10(highest))
    levels = [digit * 10.0**power for power in range(top - 3, top + 1) for digit in (1, 2, 5)]
    return [float(f"{level:.1g}") for level in levels if highest / 1500 < level < highest]
