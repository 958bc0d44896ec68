"""What an `explore` picture shows for each position of its controls, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from course.pictures.explore import words
from course.pictures.explore.runs import Outcome, Run, predicted_rate, run_all
from course.pictures.explore.slopes import wrong_slope
from course.pictures.explore.swarm import Swarm, swarm
from course.surfaces.surface import Array, Data, Surface
from course.widget.live import Look
from course.widget.numbers import point


@dataclass(frozen=True)
class Answer:
    """The paths for one position of the controls, and what there is to say of them."""

    surface: Surface
    start: Array
    outcomes: Sequence[Outcome]
    rate: float | None
    message: str
    crowd: Swarm | None = None

    def look(self) -> Look:
        """What the browser draws: each run's path, losses, gradients and predictions in turn."""
        facts = {
            "start": self.start.tolist(),
            "runs": [{"name": o.run.name, "points": len(o.path)} for o in self.outcomes],
            "rate": self.rate,
            "minima": self.surface.minima,
            "lowest": self.surface.lowest,
            "crowd": None if self.crowd is None else self.crowd.as_json(),
        }
        kind = "waiting" if self.surface.waits else words.kind(self.outcomes)
        with np.errstate(all="ignore"):
            parts = [part for o in self.outcomes for part in self._numbers(o)]
        return Look(kind, self.message, facts, np.concatenate(parts))

    def _numbers(self, outcome: Outcome) -> list[Array]:
        path, data = outcome.path, self.surface.data
        fits = np.zeros(0) if data is None else data.model(path, inputs(data)).ravel()
        return [path.ravel(), outcome.loss, self.surface.gradient(path).ravel(), fits]

    def crowd_numbers(self) -> bytes:
        """The swarm's places and basins; nothing when there is none."""
        return b"" if self.crowd is None else self.crowd.numbers(self.surface.view)


@dataclass(frozen=True)
class Experiment:
    """Step functions on a surface; ``starts`` is the number of the swarm."""

    runs: Sequence[Run]
    surface: Surface
    steps: int
    rate: Callable[..., float] | None
    starts: int = 0

    def answer(self, values: Mapping[str, float], start: Array) -> Answer:
        """Run everything from ``start`` with the controls at ``values``."""
        surface = self.surface.at(**{name: values[name] for name in self.surface.shape})
        outcomes = run_all(self.runs, surface, start, self.steps, values)
        rate, missing = predicted_rate(self.rate, surface, values)
        crowd = swarm(self.runs[0], surface, self.starts, self.steps, values)
        ends = "" if crowd is None else crowd.words(surface.minima, point)
        lead = wrong_slope(surface, start)
        told = (words.summary(outcomes, surface, values, lead), missing, ends)
        message = told[0] if surface.waits else " ".join(part for part in told if part)
        return Answer(surface, start, outcomes, rate, message, crowd)


def inputs(data: Data) -> Array:
    """Where predictions are drawn: two inputs for a line, more for a curve; past the data."""
    low, high = float(data.x.min()), float(data.x.max())
    room = 0.1 * ((high - low) or 1.0)
    return np.linspace(low - room, high + room, 2 if data.straight else 33)
