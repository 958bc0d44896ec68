"""The data that comes with the course; where it is from and its licence stand in README.md."""

from __future__ import annotations

from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Digits", "digits"]

BRIGHTEST = 16
EVERY = 5


class Digits(NamedTuple):
    """Handwritten digits, 8×8 pixels each, in two parts.

    Attributes
    ----------
    X_train, X_test
        One image a row, shape ``(m, 64)``, each pixel from 0 (paper) to 1 (ink);
        ``X_train[0].reshape(8, 8)`` is a picture.
    labels_train, labels_test
        Which digit it is, whole numbers from 0 to 9, shape ``(m,)``.
    """

    X_train: NDArray[np.float64]
    labels_train: NDArray[np.int64]
    X_test: NDArray[np.float64]
    labels_test: NDArray[np.int64]


def digits() -> Digits:
    """Load the 1 797 handwritten digits, 1 442 to train on and 355 to test on.

    The split is fixed: of each digit, every fifth image in the file's order is for the test. So
    both parts hold the ten digits in equal shares, and the same writers.

    Returns
    -------
    Digits
        ``X_train, labels_train, X_test, labels_test``; new arrays at each call.
    """
    place = resources.files(__name__) / "digits.npz"
    with place.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        X = file["pixels"] / BRIGHTEST
        labels = file["labels"].astype(np.int64)
    test = np.zeros(len(labels), dtype=bool)
    for digit in range(10):
        test[np.flatnonzero(labels == digit)[EVERY - 1 :: EVERY]] = True
    return Digits(X[~test], labels[~test], X[test], labels[test])
