"""A live picture that runs the learner's own step function on a surface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from course import surfaces
from course.run.descend import Step
from course.surfaces.surface import Surface

if TYPE_CHECKING:
    from course.pictures.explore.picture import ExplorePicture
    from course.pictures.explore.runs import Steps

__all__ = ["explore"]


def explore(
    step: Steps,
    surface: Surface = surfaces.ravine,
    start: tuple[float, float] | None = None,
    steps: int = 60,
    against: Step | Mapping[str, float] | None = None,
    rate: Callable[..., float] | None = None,
    tolerances: Sequence[float] = (0.1, 1e-3, 1e-6),
    swarm: int = 0,
    **controls: float | tuple[float, ...],
) -> ExplorePicture:
    """Show where ``step`` goes on ``surface``: a picture with sliders, run by your own code.

    Parameters
    ----------
    step
        A step function, such as ``momentum_step(theta, velocity, grad, lr, gamma)``. The names
        of its parameters say what it is given; see `course.run.descend`. Up to six of them, in a
        list or by name in a dict, make a race: ``explore([sgd_step, adam_step])``. They share
        the sliders of their parameters, but for those with a value beside the function, as in
        ``(sgd_step, {"lr": 0.1})``, or in `functools.partial`.
    surface
        Where to descend; the surface's own is used when ``start`` is not given.
    start, steps
        Where the path begins, and how many steps it makes.
    against
        A second path to compare with: another step function, or hyper-parameters to change,
        such as ``{"gamma": 0}``.
    rate
        Predicted factor by which the distance to the minimum shrinks in a step, drawn as a
        dashed line beside the loss. It is given, by name, any of the controls, and on a
        quadratic ``lam`` (the slowest of its eigenvalues counts), or ``mu`` and ``L``.
    tolerances
        In a race, the parts of the first loss to which the steps are counted.
    swarm
        How many starting points move besides, all over the view, in the colour of the minimum
        at which they end: ``swarm=1000``. They take the first step function.
    **controls
        A start value ``gamma=0.9``, a range ``lr=(0.001, 0.2)``, or both
        ``lr=(0.001, 0.2, 0.05)``, for any hyper-parameter or shape parameter.

    Returns
    -------
    ExplorePicture
        ``picture.path`` is the current path, ``picture.message`` what the picture says.

    Examples
    --------
    >>> def gd_step(theta, grad, lr):
    ...     return theta - lr * grad
    >>> picture = explore(gd_step, surfaces.ravine, steps=2, lr=0.02)
    >>> picture.path.shape
    (3, 2)
    >>> picture.message
    '2 steps from (−3.2, 2) end at (−3.07, 0.72); the loss goes from 45.1 to 9.91.'
    """
    from course.pictures.explore.picture import ExplorePicture  # loads slowly

    return ExplorePicture(step, surface, start, steps, against, rate, tolerances, swarm, controls)
