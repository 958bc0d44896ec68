"""What a picture shows for each position of its controls, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.explore import words
from course.explore.controls import Control
from course.explore.runs import Outcome, Run, predicted_rate, run_all
from course.explore.swarm import Swarm, swarm
from course.surfaces.surface import Array, Data, Surface

LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Answer:
    """The paths for one position of the controls, and what there is to say of them."""

    surface: Surface
    values: Mapping[str, float]
    start: Array
    outcomes: Sequence[Outcome]
    rate: float | None
    message: str
    crowd: Swarm | None = None

    def as_json(self, seq: int = 0) -> dict[str, Any]:
        """All but the numbers, for the browser; ``seq`` is the number of its question."""
        return {
            "seq": seq,
            "values": dict(self.values),
            "start": self.start.tolist(),
            "runs": [{"name": o.run.name, "points": len(o.path)} for o in self.outcomes],
            "rate": self.rate,
            "minima": self.surface.minima,
            "lowest": self.surface.lowest,
            "kind": "waiting" if self.surface.waits else words.kind(self.outcomes),
            "message": self.message,
            "crowd": None if self.crowd is None else self.crowd.as_json(),
        }

    def numbers(self) -> bytes:
        """Each run's path, losses, gradients and predictions in turn."""
        runs = [
            (o.path.ravel(), o.loss, self._gradient(o.path), self._fits(o.path))
            for o in self.outcomes
        ]
        return as_bytes(np.concatenate([part for run in runs for part in run]))

    def _fits(self, path: Array) -> Array:
        """At each point of the path, what the model predicts for `inputs`."""
        data = self.surface.data
        if data is None:
            return np.zeros(0)
        with np.errstate(all="ignore"):
            return data.model(path, inputs(data)).ravel()

    def crowd_numbers(self) -> bytes:
        """The swarm's places and basins; nothing when there is none."""
        return b"" if self.crowd is None else self.crowd.numbers(self.surface.view)

    def _gradient(self, path: Array) -> Array:
        with np.errstate(all="ignore"):
            return self.surface.gradient(path).ravel()


@dataclass(frozen=True)
class Experiment:
    """Step functions on a surface, and the controls that change them."""

    runs: Sequence[Run]
    surface: Surface
    steps: int
    rate: Callable[..., float] | None
    controls: Sequence[Control]
    starts: int = 0  # of the swarm

    def answer(self, values: Mapping[str, float], start: Array) -> Answer:
        """Run everything from ``start`` with the controls at ``values``."""
        surface = self.surface.at(**{name: values[name] for name in self.surface.shape})
        outcomes = run_all(self.runs, surface, start, self.steps, values)
        rate, missing = predicted_rate(self.rate, surface, values)
        crowd = swarm(self.runs[0], surface, self.starts, self.steps, values)
        ends = "" if crowd is None else crowd.words(surface.minima, words.point)
        told = (words.summary(outcomes, surface, values), missing, ends)
        message = told[0] if surface.waits else " ".join(part for part in told if part)
        return Answer(surface, dict(values), start, outcomes, rate, message, crowd)

    def within(self, wanted: Mapping[str, Any], before: Mapping[str, float]) -> dict[str, float]:
        """Values that the controls can take: those wanted that are numbers, else those before."""
        values = dict(before)
        for control in self.controls:
            value = wanted.get(control.name, np.nan)
            if np.isfinite(value):
                values[control.name] = float(np.clip(value, control.low, control.high))
        return values


def inputs(data: Data) -> Array:
    """Where predictions are drawn: two inputs for a line, more for a curve; past the data."""
    low, high = float(data.x.min()), float(data.x.max())
    room = 0.1 * ((high - low) or 1.0)
    return np.linspace(low - room, high + room, 2 if data.straight else 33)


def as_bytes(numbers: Array) -> bytes:
    """As float32, which holds what a screen can show; what is larger becomes the largest."""
    return np.clip(np.nan_to_num(numbers), -LARGEST, LARGEST).astype("<f4").tobytes()
