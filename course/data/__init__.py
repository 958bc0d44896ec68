"""The data that comes with the course; where it is from and its licence stand in README.md."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Digits", "Parts", "digits", "final_share", "parts"]

BRIGHTEST = 16
EVERY = 5
VALIDATION = slice(None, None, 2)


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


class Parts(NamedTuple):
    """Handwritten digits to train on, and others to choose settings by; see `parts`.

    Attributes
    ----------
    X_train, X_validation
        One image a row, as in `Digits`.
    labels_train, labels_validation
        Which digit it is, as in `Digits`.
    """

    X_train: NDArray[np.float64]
    labels_train: NDArray[np.int64]
    X_validation: NDArray[np.float64]
    labels_validation: NDArray[np.int64]


def parts() -> Parts:
    """Load the 1 442 digits to train on, and 179 for validation; the test part stays locked.

    Of each digit, every second image that is not for training is for validation. The other 176
    are the test part, which nothing shows and only `final_share` looks at.

    Examples
    --------
    >>> X, labels, X_validation, labels_validation = parts()
    >>> X.shape, X_validation.shape
    ((1442, 64), (179, 64))
    """
    all_digits = digits()
    chosen = _of_each(all_digits.labels_test, VALIDATION)
    validation = all_digits.X_test[chosen], all_digits.labels_test[chosen]
    return Parts(all_digits.X_train, all_digits.labels_train, *validation)


def final_share(params: Mapping[str, Any]) -> float:
    """Share of the test digits that a two-layer network reads right: the final measure.

    Parameters
    ----------
    params
        ``W1 (64, h)``, ``b1 (h,)``, ``W2 (h, 10)``, ``b2 (10,)``, as `course.network` has them.
    """
    all_digits = digits()
    locked = ~_of_each(all_digits.labels_test, VALIDATION)
    hidden = np.tanh(all_digits.X_test[locked] @ params["W1"] + params["b1"])
    answers = (hidden @ params["W2"] + params["b2"]).argmax(axis=1)
    return float(np.mean(answers == all_digits.labels_test[locked]))


def _of_each(labels: NDArray[np.int64], which: slice) -> NDArray[np.bool_]:
    """Of each digit those at these places among its own."""
    chosen = np.zeros(len(labels), dtype=bool)
    for digit in range(10):
        chosen[np.flatnonzero(labels == digit)[which]] = True
    return chosen


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
    test = _of_each(labels, slice(EVERY - 1, None, EVERY))
    return Digits(X[~test], labels[~test], X[test], labels[test])
