"""Live pictures that run the learner's own step function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from course import surfaces
from course.descend import Step
from course.surfaces.surface import Surface

if TYPE_CHECKING:
    from course.explore.picture import Picture

__all__ = ["explore"]


def explore(
    step: Step,
    surface: Surface = surfaces.ravine,
    start: tuple[float, float] | None = None,
    steps: int = 60,
    against: Step | Mapping[str, float] | None = None,
    rate: Callable[..., float] | None = None,
    **controls: float | tuple[float, ...],
) -> Picture:
    """Show where ``step`` goes on ``surface``: a picture with sliders, run by your own code.

    Parameters
    ----------
    step
        A step function, such as ``momentum_step(theta, velocity, grad, lr, gamma)``. The names
        of its parameters say what it is given; see `course.descend`.
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
    **controls
        A start value ``gamma=0.9``, a range ``lr=(0.001, 0.2)``, or both
        ``lr=(0.001, 0.2, 0.05)``, for any hyper-parameter or shape parameter.

    Returns
    -------
    Picture
        ``picture.path`` is the current path, ``picture.message`` what the picture says.
    """
    from course.explore.picture import Picture  # ipywidgets and anywidget load slowly

    return Picture(step, surface, start, steps, against, rate, controls)
