"""The surface as numbers that a picture draws: heights on a grid, and levels to draw."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from course.surfaces.surface import Array, Surface
from course.widget.numbers import as_bytes, levels

COLUMNS, ROWS = 129, 97


@dataclass(frozen=True)
class Terrain:
    """Heights over the view, ``(ROWS, COLUMNS)`` with y rising by row, and contour levels."""

    heights: Array
    levels: list[float]

    @functools.cached_property
    def packed(self) -> bytes:
        """The heights as the browser gets them."""
        return as_bytes(self.heights)


def terrain(surface: Surface) -> Terrain:
    """Heights of ``surface`` over its view."""
    (x_low, x_high), (y_low, y_high) = surface.view
    x = np.linspace(x_low, x_high, COLUMNS)
    y = np.linspace(y_low, y_high, ROWS)
    with np.errstate(all="ignore"):
        heights = surface.value(np.stack(np.meshgrid(x, y), axis=-1))
    lowest = float(heights.min()) if surface.lowest is None else surface.lowest
    return Terrain(heights, levels(heights, lowest))
