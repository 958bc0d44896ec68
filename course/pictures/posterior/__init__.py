"""A live picture of a posterior that morphs with the prior, the noise and the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from course.pictures.posterior.picture import PosteriorPicture

__all__ = ["posterior"]


def posterior(
    map_linear: Callable[..., Any],
    grad: Callable[..., Any] | None = None,
    t: ArrayLike | None = None,
    y: ArrayLike | None = None,
    **controls: float | tuple[float, ...],
) -> PosteriorPicture:
    """Show the posterior of a line's two weights, with the learner's MAP on it.

    Parameters
    ----------
    map_linear
        ``map_linear(X, y, sigma2, tau2)``: the most probable weights, ``(2,)``; ``X`` is
        ``(m, 2)`` with ones in the first column.
    grad
        ``neg_log_posterior_grad(w, X, y, sigma2, tau2)``: drawn as arrows downhill.
    t, y
        Data, each ``(m,)``; without them, points around y = 1 + 0.8 t with noise of width sigma.
    **controls
        A start value ``tau=0.5``, a range ``sigma=(0.2, 2)`` or both ``m=(2, 30, 8)`` for the
        prior's width ``tau``, the noise's ``sigma`` and the number of points ``m``.

    Returns
    -------
    PosteriorPicture
        ``picture.message`` is what the picture says.

    Examples
    --------
    >>> import numpy as np
    >>> def map_linear(X, y, sigma2, tau2):
    ...     return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(2), X.T @ y)
    >>> picture = posterior(map_linear, tau=0.5)
    >>> picture.values["tau"]
    0.5
    """
    from course.pictures.posterior.picture import PosteriorPicture  # loads slowly

    return PosteriorPicture(map_linear, grad, t, y, controls)
