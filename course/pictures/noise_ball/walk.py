"""Run a learner's epochs on a cloud of points, and note where each gradient was taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.surfaces.surface import Array
from course.widget.call import Trouble, call, numbers

EXAMPLES, EPOCHS = 400, 5
BUDGET = EXAMPLES * EPOCHS  # gradient evaluations
START = np.array([-1.4, -0.9])
PATIENCE = 1.5  # seconds an epoch
SEED, ORDER = 7, 1
FURTHEST = 1e12  # beyond it there is nothing to see


@dataclass(frozen=True)
class Walk:
    """A path, and how many gradient evaluations each of its points has cost."""

    name: str
    batch_size: int
    path: Array  # (updates + 1, 2)
    spent: Array  # (updates + 1,)


def cloud() -> Array:
    """The examples, ``(400, 2)``: wider than high."""
    return np.random.default_rng(SEED).normal([2.0, 1.0], [1.5, 0.8], size=(EXAMPLES, 2))


def walk(sgd_epoch: Callable[..., Any], name: str, points: Array, lr: float, size: int) -> Walk:
    """Five of the learner's epochs from the start.

    Raises
    ------
    Trouble
        When an epoch is not written, raises, hangs, or returns something that is not theta.
    """
    visited: list[Array] = []
    costs: list[int] = []

    def gradient(theta: Any, batch: Any, _: Any) -> Array:
        at = numbers(sgd_epoch, theta, (2,))
        visited.append(at)
        costs.append(len(batch))
        return np.asarray(at - np.mean(batch, axis=0), dtype=np.float64)

    rng, theta = np.random.default_rng(ORDER), START.copy()
    for _ in range(EPOCHS):
        given = (theta.copy(), points.copy(), np.zeros(EXAMPLES), lr, size, rng)
        theta = numbers(sgd_epoch, call(sgd_epoch, gradient, *given, patience=PATIENCE), (2,))
        if np.abs(theta).max() > FURTHEST:
            break
    if not visited:
        raise Trouble("`sgd_epoch` returned without asking `grad_f` for a gradient.")
    path = np.array([*visited, theta])
    return Walk(name, size, path, np.concatenate([[0], np.cumsum(costs)]).astype(float))


def noise(points: Array, size: int) -> float:
    """Trace of the covariance of a batch's mean gradient, drawn without replacement."""
    m = len(points)
    scatter = float(np.sum((points - points.mean(axis=0)) ** 2)) / m
    return scatter / size * (m - size) / (m - 1)
