"""What of an `explore` picture seldom changes: its scene never, its terrain with the shape."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.pictures.explore.experiment import Experiment, inputs
from course.surfaces.surface import Array, Data, Surface
from course.widget.numbers import as_bytes, levels

MOST_EXAMPLES = 500
COLUMNS, ROWS = 129, 97


def scene(experiment: Experiment, tolerances: Sequence[float] | None) -> dict[str, Any]:
    """All that the page is told once; ``tolerances`` when it is a race."""
    surface = experiment.surface
    return {
        "formula": surface.formula,
        "view": surface.view,
        "axes": surface.axes,
        "steps": experiment.steps,
        "tolerances": tolerances,
        "ahead": not experiment.starts,  # a swarm is too large to be sent for every position
        "data": None if surface.data is None else _examples(surface.data),
    }


def _examples(data: Data) -> dict[str, list[float]]:
    """The examples, or so many of them that a picture shows the same."""
    every = -(-len(data.x) // MOST_EXAMPLES)
    x, y = data.x[::every], data.y[::every]
    return {"x": x.tolist(), "y": y.tolist(), "at": inputs(data).tolist()}


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
