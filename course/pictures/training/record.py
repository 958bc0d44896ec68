"""What is noted of one training while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.pictures.training.examples import Examples, Labels, read
from course.surfaces.surface import Array
from course.widget.call import Trouble

Params = Mapping[str, Array]
KEYS = ("W1", "b1", "W2", "b2")
MOST = 120  # places of a path; when there are more, every second is forgotten


class Record:
    """Losses, weights on the way, and answers on the new digits; filled by `Watch`.

    Attributes
    ----------
    losses
        The loss of each batch before its update.
    tested, answers, weights
        After how many updates the new digits were read, the answers, and the weights that gave
        them.
    path
        Weights on the way as one long row each, ``stride`` updates apart, and the last ones.
    shares
        The share of right answers at each test.
    history, trained, learned
        What was returned, and the share of the training examples it gets right; None before.
    """

    def __init__(self, name: str, step: Callable[..., Any] | None, every: int, expected: int):
        self.name, self.step = name, step
        self.every, self.expected = every, expected
        self.history: Array = np.zeros(0)
        self.trained: dict[str, Array] | None = None
        self.learned: float | None = None
        self.trouble: Trouble | None = None
        self.notes: list[str] = []
        self.restart()

    def restart(self) -> None:
        """Forget it all: another training begins."""
        self.losses: list[float] = []
        self.tested: list[int] = []
        self.answers: list[Labels] = []
        self.weights: list[Params] = []
        self.shares: list[float] = []
        self.path: list[Array] = []
        self.latest: Array | None = None
        self.stride = 1

    @property
    def updates(self) -> int:
        """How many were made."""
        return len(self.losses)

    def begin(self, params: Params, data: Examples) -> None:
        """Training starts from ``params``."""
        self._keep(params)
        self.test(params, data)

    def after(self, params: Params, data: Examples) -> None:
        """An update has led to ``params``."""
        self.latest = flat(params)
        if self.updates % self.stride == 0:
            self._keep(params)
        if self.updates % self.every == 0:
            self.test(params, data)

    def finish(self, params: Params, data: Examples) -> None:
        """Training is over."""
        if self.updates % self.stride:
            self.path.append(flat(params))
        if self.tested and self.tested[-1] == self.updates:
            for each in (self.tested, self.answers, self.weights, self.shares):
                each.pop()
        self.test(params, data)
        self.trained = {name: np.array(value) for name, value in params.items()}
        self.learned = float(np.mean(read(params, data.X) == data.labels))

    def test(self, params: Params, data: Examples) -> None:
        """Note how the new digits are read now."""
        self.tested.append(self.updates)
        self.answers.append(read(params, data.X_test))
        self.weights.append({name: np.array(value) for name, value in params.items()})
        self.shares.append(float(np.mean(self.answers[-1] == data.labels_test)))

    def mean(self, end: int | None = None) -> float:
        """Mean loss of the epoch that ends after ``end`` updates, or the last."""
        last = self.updates if end is None else end
        return float(np.mean(self.losses[max(0, last - self.every) : last]))

    def _keep(self, params: Params) -> None:
        self.path.append(flat(params))
        if len(self.path) > MOST:
            self.path = self.path[::2]
            self.stride *= 2


def flat(params: Params) -> Array:
    """All weights in one row."""
    return np.concatenate([np.ravel(params[name]) for name in KEYS]).astype(float)


def shaped(row: Array, like: Params) -> dict[str, Array]:
    """A row of numbers as arrays of the shapes of ``like``."""
    ends = np.cumsum([np.size(like[name]) for name in KEYS])[:-1]
    parts = zip(KEYS, np.split(row, ends), strict=True)
    return {name: part.reshape(np.shape(like[name])) for name, part in parts}


def weights(source: str, given: Any, like: Params | None = None) -> dict[str, Array]:
    """What ``source`` gave as weights, as finite arrays; `Trouble` in words when they are not."""
    if not isinstance(given, Mapping):
        got = "None: is the `return` missing?" if given is None else f"{type(given).__name__}."
        raise Trouble(f"{source} should give params as a dictionary, got {got}")
    missing = [name for name in KEYS if name not in given]
    if missing:
        raise Trouble(f"{source} gave params without `{missing[0]}`.")
    try:
        arrays = {name: np.asarray(given[name], dtype=float) for name in KEYS}
    except (TypeError, ValueError):
        raise Trouble(f"{source} gave params that are not numbers.") from None
    for name, array in arrays.items():
        if like is not None and array.shape != np.shape(like[name]):
            shapes = f"{array.shape}, where it had {np.shape(like[name])}"
            raise Trouble(f"{source} gave `{name}` the shape {shapes}.")
    if not all(np.isfinite(array).all() for array in arrays.values()):
        words = "a weight is no longer a finite number. A smaller lr may help."
        raise Trouble(f"{source} diverges: {words}", "diverges")
    return arrays
