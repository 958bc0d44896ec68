"""The posterior of a line's weights in closed form, to draw beside what a learner computes.

For y = Xw + noise of variance sigma2 and a prior N(0, tau2) on each weight, the posterior is
Gaussian with precision XᵀX/sigma2 + I/tau2 (Bishop, Pattern Recognition and Machine Learning,
2006, equations 3.53 and 3.54).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.surfaces.surface import Array

FLAT = 1e-9  # against the largest eigenvalue: the data say nothing in this direction


@dataclass(frozen=True)
class Data:
    """Points, and the width of noise that is assumed of them."""

    t: Array
    y: Array
    sigma: float

    @property
    def X(self) -> Array:
        """The table, ``(m, 2)``: ones, and t."""
        return np.column_stack([np.ones(len(self.t)), self.t])


def likelihood_precision(data: Data) -> Array:
    """Curvature of the negative log-likelihood, ``(2, 2)``."""
    return data.X.T @ data.X / data.sigma**2


def posterior_precision(data: Data, tau: float) -> Array:
    """Curvature of the negative log-posterior, ``(2, 2)``."""
    return likelihood_precision(data) + np.eye(2) / tau**2


def top(data: Data, tau: float) -> Array:
    """Where the posterior is highest, ``(2,)``."""
    pull = data.X.T @ data.y / data.sigma**2
    return np.asarray(np.linalg.solve(posterior_precision(data, tau), pull), dtype=np.float64)


def most_likely(data: Data) -> Array | None:
    """The MLE, ``(2,)``; None when many lines are equally likely."""
    low, high = np.linalg.eigvalsh(data.X.T @ data.X)
    if low <= FLAT * high:
        return None
    return np.asarray(np.linalg.lstsq(data.X, data.y, rcond=None)[0], dtype=np.float64)
