"""The loss on a plane through trained weights, and the ways there as they look on it.

With so many weights a plane shows next to nothing, so two are made. One holds the paths as well
as a plane can: its directions are the main ones of the offsets from its middle (principal
components, as in Li et al., "Visualizing the Loss Landscape of Neural Nets", 2018, section 7).
The other is spanned by random directions, in which each array has the norm of the array that it
is added to (there, section 4, a filter at a time).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.network import mlp_gradients
from course.pictures.training.examples import Labels
from course.pictures.training.record import KEYS, Params, Record, flat, shaped
from course.run.descend import name_of
from course.surfaces.surface import Array
from course.widget.call import Trouble, call, numbers
from course.widget.numbers import levels, number

COLUMNS, ROWS = 27, 21
PLACES = 24  # of a path, to find its main directions
REACH = 1.5  # of a random plane, to either side
ROOM = 0.3  # around the paths, as a share of their extent
LENGTH = 10.0  # across the plane of a path that nobody saw
PATIENCE = 20.0  # seconds for a plane
SEED = 4
NEAR = 1e-3  # relative difference of losses that are the same

Survey = Callable[..., Any]
View = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Plane:
    """A plane with its heights, and the paths' shadows on it."""

    name: str
    view: View
    heights: Array  # (ROWS, COLUMNS)
    paths: list[Array]  # (places, 2) for each run
    held: float  # share of the paths' squared offsets that lies in the plane

    def as_json(self) -> dict[str, Any]:
        """All but its many numbers, for the browser."""
        lowest = float(self.heights.min())
        return {
            "name": self.name,
            "view": self.view,
            "columns": COLUMNS,
            "rows": ROWS,
            "levels": levels(self.heights, lowest),
            "held": self.held,
        }

    def numbers(self) -> list[Array]:
        """Heights, then each path."""
        return [self.heights.ravel(), *(path.ravel() for path in self.paths)]


def planes(
    survey: Survey | None, middle: Params, records: Sequence[Record], X: Array, labels: Labels
) -> list[Plane]:
    """The plane of the paths and a random one, around ``middle``.

    ``survey`` is the learner's ``loss_on_plane``, or None for our own.

    Raises
    ------
    Trouble
        When ``survey`` gives no losses, or wrong ones.
    """
    paths = [np.array(record.path) - flat(middle) for record in records]
    made = []
    for name, directions in (("paths", _main(paths)), ("random", _random(middle))):
        shadows = [_coordinates(path, directions) for path in paths]
        view = _around(shadows) if name == "paths" else ((-REACH, REACH), (-REACH, REACH))
        heights = _heights(survey, middle, directions, view, X, labels)
        made.append(Plane(name, view, heights, shadows, _held(paths, shadows, directions)))
    return made


def _main(paths: Sequence[Array]) -> Array:
    """The two main directions of all offsets, of length 1, ``(2, weights)``.

    The start lies upwards to the right, where a map labels its levels.
    """
    offsets = np.concatenate([path[:: max(1, len(path) // PLACES)] for path in paths])
    offsets = np.vstack([offsets, np.zeros((1, offsets.shape[1]))])  # two rows at least
    values, vectors = np.linalg.eigh(offsets @ offsets.T)
    directions = vectors[:, :-3:-1].T @ offsets
    for i, value in enumerate(values[:-3:-1]):
        if value <= 1e-12 * max(values[-1], 1e-300):  # the paths do not leave a line
            directions[i] = np.random.default_rng(i).normal(size=offsets.shape[1])
    first = directions[0] / np.linalg.norm(directions[0])
    second = directions[1] - (directions[1] @ first) * first
    both = np.stack([first, second / np.linalg.norm(second)])
    start = both @ paths[0][0]
    return np.asarray(both * np.where(start < 0, -1.0, 1.0)[:, None])


def _random(middle: Params) -> Array:
    rng = np.random.default_rng(SEED)
    directions = []
    for _ in range(2):
        drawn = {name: rng.normal(size=np.shape(middle[name])) for name in KEYS}
        sizes = {name: np.linalg.norm(middle[name]) / np.linalg.norm(drawn[name]) for name in KEYS}
        directions.append(flat({name: drawn[name] * sizes[name] for name in KEYS}))
    return np.array(directions)


def _coordinates(path: Array, directions: Array) -> Array:
    """Where on the plane each place's shadow falls, by least squares, ``(places, 2)``."""
    return np.asarray(np.linalg.solve(directions @ directions.T, directions @ path.T).T)


def _around(shadows: Sequence[Array]) -> View:
    every = np.concatenate(shadows)
    low, high = np.minimum(every.min(axis=0), 0), np.maximum(every.max(axis=0), 0)
    extent = np.maximum(high - low, 0.35 * (np.max(high - low) or LENGTH))
    middle = (low + high) / 2
    low, high = middle - (0.5 + ROOM) * extent, middle + (0.5 + ROOM) * extent
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def _held(paths: Sequence[Array], shadows: Sequence[Array], directions: Array) -> float:
    whole = sum(float(np.sum(path**2)) for path in paths)
    inside = sum(float(np.sum((shadow @ directions) ** 2)) for shadow in shadows)
    return inside / whole if whole else 0.0


def _heights(
    survey: Survey | None, middle: Params, directions: Array, view: View, X: Array, labels: Labels
) -> Array:
    alphas, betas = np.linspace(*view[0], COLUMNS), np.linspace(*view[1], ROWS)
    first, second = (shaped(direction, middle) for direction in directions)

    def loss(alpha: float, beta: float) -> float:
        there = shaped(flat(middle) + alpha * directions[0] + beta * directions[1], middle)
        return mlp_gradients(there, X, labels)[0]

    if survey is None:
        return np.array([[loss(alpha, beta) for alpha in alphas] for beta in betas])
    given = [{name: np.array(each[name]) for name in KEYS} for each in (middle, first, second)]
    grid = alphas.copy(), betas.copy(), X.copy(), labels.copy()
    answer = call(survey, *given, *grid, patience=PATIENCE)
    heights = numbers(survey, answer, (ROWS, COLUMNS))
    for row, column in ((0, 0), (0, -1), (ROWS // 2, COLUMNS // 2)):
        right = loss(alphas[column], betas[row])
        if abs(heights[row, column] - right) > NEAR * max(1.0, abs(right)):
            place = f"alpha = {number(alphas[column])}, beta = {number(betas[row])}"
            raise Trouble(
                f"`{name_of(survey)}` gives a loss of {number(heights[row, column])} at {place}; "
                f"it is {number(right)} there. `check` may know why."
            )
    return heights
