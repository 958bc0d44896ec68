"""What of an `explore` picture never changes, as plain data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.pictures.explore.experiment import Experiment, inputs
from course.surfaces.surface import Data

MOST_EXAMPLES = 500


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
