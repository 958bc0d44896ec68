"""What a learner's formulas predict for the noise ball, held against what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.pictures.noise_ball.walk import Walk, noise
from course.run.descend import name_of
from course.surfaces.surface import Array
from course.widget.numbers import number

NEAR = 0.01  # relative: far less than can be seen in the picture
ENOUGH = 100  # updates, for a mean over a path's second half to say something


@dataclass(frozen=True)
class Prediction:
    """The variance and the mean cost that a learner's functions give for a batch size."""

    lr: float
    batch_size: int
    sigma2: float
    height: float

    @property
    def right_height(self) -> float:
        """Mean of f = ‖θ − centre‖²/2 in the long run with noise of variance ``sigma2``."""
        return self.lr * self.sigma2 / (2 * (2 - self.lr)) if self.lr < 2 else np.inf


def doubt(
    predicted: Sequence[Prediction],
    points: Array,
    walks: Sequence[Walk],
    variance: Callable[..., Any] | None,
    floor: Callable[..., Any],
) -> str:
    """Say where a prediction is not what is there, smallest batch first; "" where all are right."""
    small_first = sorted(predicted, key=lambda each: each.batch_size)
    for each in small_first:
        exact = noise(points, each.batch_size)
        if variance is not None and not _near(each.sigma2, exact):
            return (
                f"`{name_of(variance)}` gives {number(each.sigma2)} for {_batches(each)}, but the "
                "mean squared distance of their gradients from the full gradient is "
                f"{number(exact)}."
            )
    for each in small_first:
        if not _near(each.height, each.right_height):
            return _of_floor(f"`{name_of(floor)}`", each, walks, points.mean(axis=0))
    return ""


def _near(one: float, other: float) -> bool:
    if not np.isfinite([one, other]).all():
        return one == other
    return abs(one - other) <= NEAR * abs(other) + 1e-9


def _batches(each: Prediction) -> str:
    return "single examples" if each.batch_size == 1 else f"batches of {each.batch_size}"


def _of_floor(name: str, each: Prediction, walks: Sequence[Walk], centre: Array) -> str:
    gives = "infinity" if np.isinf(each.height) else number(each.height)
    if np.isinf(each.right_height):
        return f"{name} gives {gives}, but at this learning rate the cost grows without end."
    words = (
        f"{name} gives {gives} for {_batches(each)}, but with a variance of "
        f"{number(each.sigma2)} the mean cost in the long run is {number(each.right_height)}"
    )
    paths = [walk.path for walk in walks if walk.batch_size == each.batch_size]
    if not paths or len(paths[0]) <= ENOUGH:
        return f"{words}."
    half = paths[0][len(paths[0]) // 2 :]
    seen = float(np.mean(np.sum((half - centre) ** 2, axis=1))) / 2
    return f"{words}. Over the second half of this path it is {number(seen)}."
