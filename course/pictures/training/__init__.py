"""A live picture of a network that learns to read digits, by the learner's own training loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.pictures.training.picture import TrainingPicture

__all__ = ["training"]


def training(
    train: Callable[..., Any],
    params: Mapping[str, ArrayLike] | None = None,
    steps: Callable[..., Any] | Mapping[str, Callable[..., Any]] | None = None,
    *,
    accuracy: Callable[..., Any] | None = None,
    plane: Callable[..., Any] | bool = False,
    epochs: int = 20,
    batch_size: int = 32,
    seed: int = 0,
    data: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike] | None = None,
) -> TrainingPicture:
    """Train now, and show it while it happens: losses, accuracy on new digits, those read wrong.

    ``training(train, start, sgd(0.1))`` shows one run, ``training(train, start, {"SGD": sgd(0.1),
    "Adam": adam(0.01)})`` a race on the same batches, and ``training(my_run)`` a run that brings
    its own weights and optimizer.

    Each training is stopped after 30 seconds, and after 10 without an update; interrupting the
    kernel stops it at once.

    Parameters
    ----------
    train
        ``train(params, X, labels, step, epochs, batch_size, rng)``, which returns ``(params,
        history)``; or, given alone, ``my_run(X, labels, epochs, rng)``, which calls ``train``.
    params
        Where each training starts: ``W1 (d, h)``, ``b1 (h,)``, ``W2 (h, k)``, ``b2 (k,)``.
    steps
        ``step(params, grads, state)``, or up to six of them by name.
    accuracy
        ``accuracy(params, X, labels)``: draws the learner's own share of right answers.
    plane
        ``loss_on_plane(params, first, second, alphas, betas, X, labels)``: draws the landscape
        around the trained weights when training is over. True for the picture's own.
    epochs, batch_size, seed
        Of each training; each gets a generator of its own from ``seed``.
    data
        ``(X, labels, X_new, labels_new)`` with one square image a row: those to train on, and
        others. The training and validation digits if not given.

    Returns
    -------
    TrainingPicture
        ``picture.histories`` and ``picture.trained`` hold losses and trained weights by name.
    """
    from course.pictures.training.picture import TrainingPicture  # loads slowly

    picture = TrainingPicture(train, params, steps, accuracy, plane, epochs, batch_size, seed, data)
    picture.run()
    return picture
