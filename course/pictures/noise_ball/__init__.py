"""A live picture of batch, mini-batch and stochastic descent, and of the noise ball."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.pictures.noise_ball.picture import NoiseBallPicture

__all__ = ["noise_ball"]


def noise_ball(
    sgd_epoch: Callable[..., Any],
    noise_floor: Callable[..., Any] | None = None,
    gradient_variance: Callable[..., Any] | None = None,
    **controls: float | tuple[float, ...],
) -> NoiseBallPicture:
    """Race three batch sizes to the centre of a cloud, on one budget of gradient evaluations.

    Each example pulls towards its own point x, with cost ‖θ − x‖²/2, so the surface is a round
    bowl of curvature 1 around the cloud's mean.

    Parameters
    ----------
    sgd_epoch
        ``sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng)``: theta after one epoch.
    noise_floor
        ``noise_floor(lr, lam, sigma2)``: drawn as circles, of radius √(2 Ef) around the minimum.
    gradient_variance
        ``gradient_variance(G, batch_size, replace)``: the noise that the floor is given; without
        it the exact value is used.
    **controls
        A start value ``lr=0.1``, a range ``lr=(0.02, 1)``, or both ``batch_size=(2, 100, 16)``.

    Returns
    -------
    NoiseBallPicture
        ``picture.paths`` are the three paths, ``picture.message`` is what the picture says.
    """
    from course.pictures.noise_ball.picture import NoiseBallPicture  # loads slowly

    return NoiseBallPicture(sgd_epoch, noise_floor, gradient_variance, controls)
