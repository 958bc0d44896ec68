"""The examples of a training, and how the network of `course.network` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.counted import counted
from course.data import parts
from course.surfaces.surface import Array

Labels = NDArray[np.int64]
FEW = 360  # examples that are enough for a look at the landscape


@dataclass(frozen=True)
class Examples:
    """Images, one a row, with pixels from 0 to 1; ``X``, ``labels`` to learn from."""

    X: Array  # (m, d)
    labels: Labels  # (m,)
    X_test: Array
    labels_test: Labels

    @property
    def classes(self) -> int:
        """How many answers there are."""
        return int(max(self.labels.max(), self.labels_test.max())) + 1

    def updates(self, batch_size: int) -> int:
        """How many updates make an epoch; 1 442 examples in batches of 32 make 46."""
        return -(-len(self.labels) // max(1, batch_size))

    def some(self) -> tuple[Array, Labels]:
        """Every n-th example to learn from, so few that a loss is cheap."""
        every = max(1, len(self.labels) // FEW)
        return self.X[::every], self.labels[::every]


def examples(data: Any) -> Examples:
    """The digits for training and validation, or the learner's own four arrays.

    Raises
    ------
    ValueError
        When they are not four arrays that belong together, of square images.
    """
    if data is None:
        return Examples(*parts())
    if len(data) != 4:
        raise ValueError(
            f"`data` is (X, labels, X_test, labels_test), got {counted(len(data), 'thing')}"
        )
    X, labels, X_test, labels_test = (np.array(each) for each in data)
    for pictures, names in ((X, labels), (X_test, labels_test)):
        side = round(np.sqrt(pictures.shape[-1]))
        if pictures.ndim != 2 or names.shape != (len(pictures),) or side**2 != pictures.shape[1]:
            raise ValueError(
                "`data` has a square image in each row of X, and a label for each: got shapes "
                f"{pictures.shape} and {names.shape}"
            )
    return Examples(
        X.astype(float), labels.astype(int), X_test.astype(float), labels_test.astype(int)
    )


def read(params: Mapping[str, Array], X: Array) -> Labels:
    """Which class the network gives each example, ``(m,)``."""
    scores = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return np.asarray(scores.argmax(axis=1), dtype=np.int64)
