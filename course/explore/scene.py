"""What of a picture never changes, as plain data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.explore.experiment import Experiment, inputs
from course.surfaces.surface import Data

MOST_EXAMPLES = 500


def scene(experiment: Experiment, tolerances: Sequence[float] | None) -> dict[str, Any]:
    """All that the page is told once; ``tolerances`` when it is a race."""
    surface = experiment.surface
    return {
        "step": experiment.runs[0].name,
        "surface": surface.name,
        "formula": surface.formula,
        "view": surface.view,
        "axes": surface.axes,
        "steps": experiment.steps,
        "race": tolerances is not None,
        "tolerances": tolerances,
        "swarm": experiment.starts,
        "data": None if surface.data is None else _examples(surface.data),
        "controls": [
            {**control.as_json(), "shape": control.name in surface.shape}
            for control in experiment.controls
        ],
    }


def _examples(data: Data) -> dict[str, list[float]]:
    """The examples, or so many of them that a picture shows the same."""
    every = -(-len(data.x) // MOST_EXAMPLES)
    x, y = data.x[::every], data.y[::every]
    return {"x": x.tolist(), "y": y.tolist(), "at": inputs(data).tolist()}
