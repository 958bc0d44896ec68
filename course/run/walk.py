"""Where a learner's function goes: a step function step by step, a whole descent in one call."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.counted import counted
from course.run.blame import raised
from course.run.descend import DescentStopped, GradF, Step, descend, name_of, not_written

Array = NDArray[np.float64]


def walks_by_itself(function: Step) -> bool:
    """Whether it makes the whole path, as ``gradient_descent(grad_f, theta0, lr, steps)`` does."""
    return {"grad_f", "theta0", "steps"} <= set(inspect.signature(function).parameters)


def walk(
    function: Step, grad_f: GradF, start: Array, steps: int, hyper: Mapping[str, Any]
) -> Array:
    """The path from ``start``, shape ``(steps + 1, 2)``.

    Raises
    ------
    DescentStopped
        As `course.run.descend.descend`; and when a whole descent does not return such a path.
    """
    if not walks_by_itself(function):
        return descend(function, grad_f, start, steps, **hyper)
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            answer = function(grad_f=grad_f, theta0=start.copy(), steps=steps, **hyper)
    except DescentStopped:
        raise  # the gradient's own trouble
    except NotImplementedError as error:
        raise not_written(function, error) from None
    except (Exception, SystemExit) as error:
        raise DescentStopped(raised(name_of(function), error), "raised") from error
    return _checked(name_of(function), answer, start, steps)


def _checked(name: str, answer: Any, start: Array, steps: int) -> Array:
    expected = f"`{name}` should return a path with shape ({steps + 1}, {len(start)})"
    if answer is None:
        raise DescentStopped(f"{expected}, got None: is the `return` missing?", "returned nothing")
    try:
        path = np.array(answer, dtype=float)
    except (TypeError, ValueError):
        words = f"{expected}, got {type(answer).__name__}."
        raise DescentStopped(words, "wrong shape") from None
    if path.shape != (steps + 1, len(start)):
        raise DescentStopped(f"{expected}, got {path.shape}.", "wrong shape")
    finite = np.isfinite(path).all(axis=1)
    if not finite.all():
        first = int(np.argmin(finite))
        words = (
            f"The path diverges: theta is no longer a finite number after {counted(first, 'step')}."
        )
        raise DescentStopped(words, "diverged", first, path[:first])
    _require_start(name, path, start)
    return path


def _require_start(name: str, path: Array, start: Array) -> None:
    """Say so when the path does not begin where it was told to."""
    if np.allclose(path[0], start, rtol=1e-9, atol=1e-12):
        return
    if len(path) > 1 and (path == path[0]).all():
        words = (
            f"All rows of the path that `{name}` returned are the same, where it ends. Is one "
            "array put into it again and again, and changed afterwards?"
        )
    else:
        words = f"The path that `{name}` returned does not begin at `theta0`, where it should."
    raise DescentStopped(words, "wrong shape")
