"""Run a step function and record its path."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.counted import counted
from course.run.blame import raised, unwritten

Array = NDArray[np.float64]
Step = Callable[..., Any]
GradF = Callable[[Array], Any]
Reason = Literal[
    "not written",
    "raised",
    "returned nothing",
    "wrong count",
    "wrong shape",
    "diverged",
    "too slow",
    "wrong call",
]

STATE = ("velocity", "m", "v")
GIVEN = ("theta", "theta0", "grad", "grad_f", "t", "steps", *STATE)


class DescentStopped(Exception):
    """A descent could not go on; the message says why in plain words.

    Attributes
    ----------
    reason
        Which kind of trouble it was.
    step
        Number of the step that failed, 1 at first; 0 when none was tried.
    path
        The path up to there, shape ``(steps made + 1, d)``.
    missing
        The function that is not written yet, if that is the trouble.
    """

    def __init__(
        self,
        words: str,
        reason: Reason,
        step: int = 0,
        path: Array | None = None,
        missing: str = "",
    ):
        super().__init__(words)
        self.reason: Reason = reason
        self.missing = missing
        self.step = step
        self.path = np.zeros((0, 2)) if path is None else path


def descend(step: Step, grad_f: GradF, theta0: ArrayLike, steps: int, **hyper: Any) -> Array:
    """Run ``step`` from ``theta0`` and record where it goes.

    The names of the step function's parameters say what it is given: ``theta``; ``grad``
    (the gradient at theta) or ``grad_f`` (the function itself); ``velocity``, ``m``, ``v``
    (state: zero at first, returned after theta in the order of the parameters); ``t``, the
    number of the step, 1 at first. All others are hyper-parameters.

    Parameters
    ----------
    step
        For example ``momentum_step(theta, velocity, grad, lr, gamma)``.
    grad_f
        Gradient: ``(d,)`` in, ``(d,)`` out.
    theta0
        Starting point, shape ``(d,)``.
    steps
        How many steps to make.
    **hyper
        Values of the hyper-parameters, such as ``lr=0.1``.

    Returns
    -------
    ndarray
        The path, shape ``(steps + 1, d)``; row 0 is ``theta0``.

    Raises
    ------
    DescentStopped
        When the step function is not written yet, raises, returns something that is not a
        step, or the path stops being finite.

    Examples
    --------
    >>> def gd_step(theta, grad, lr):
    ...     return theta - lr * grad
    >>> descend(gd_step, lambda theta: 2 * theta, [1.0, -2.0], steps=2, lr=0.25)
    array([[ 1.  , -2.  ],
           [ 0.5 , -1.  ],
           [ 0.25, -0.5 ]])
    """
    _require_hyper(step, hyper)
    theta = np.array(theta0, dtype=float)
    names = list(inspect.signature(step).parameters)
    state = {name: np.zeros_like(theta) for name in names if name in STATE}
    path = np.empty((steps + 1, *theta.shape))
    path[0] = theta
    for t in range(1, steps + 1):
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                call = _arguments(names, grad_f, theta, state, {"t": t, **hyper})
                answer = step(**call)
            theta, *rest = _unpack(step, answer, theta, list(state))
        except DescentStopped as stop:
            words = str(stop) if t == 1 else f"Step {t}: {stop}"
            raise DescentStopped(words, stop.reason, t, path[:t].copy()) from None
        except NotImplementedError as error:
            raise not_written(step, error, t, path[:t].copy()) from error
        except (Exception, SystemExit) as error:
            words = raised(name_of(step), error)
            raise DescentStopped(words, "raised", t, path[:t].copy()) from error
        path[t] = theta
        state = dict(zip(state, rest, strict=True))
    return path


def hyper_parameters(step: Step) -> dict[str, float | None]:
    """Names of the step function's hyper-parameters, each with its default if it has one."""
    return {
        name: None if parameter.default is parameter.empty else parameter.default
        for name, parameter in inspect.signature(step).parameters.items()
        if name not in GIVEN
    }


def not_written(
    step: Step, error: NotImplementedError, t: int = 0, path: Array | None = None
) -> DescentStopped:
    """The trouble that the step function, or one that it calls, is still to be written."""
    missing = unwritten(name_of(step), error)
    return DescentStopped(f"`{missing}` is not written yet.", "not written", t, path, missing)


def name_of(step: Step) -> str:
    """What the learner calls the function."""
    return getattr(step, "__name__", type(step).__name__)


def _arguments(
    names: list[str], grad_f: GradF, theta: Array, state: dict[str, Array], others: dict[str, Any]
) -> dict[str, Any]:
    """What the step function asks for, by name; copies, so that it may do with them as it likes."""
    known = {"theta": theta.copy(), "grad_f": grad_f, **others}
    known |= {name: value.copy() for name, value in state.items()}
    if "grad" in names:
        known["grad"] = grad_f(theta.copy())
    return {name: known[name] for name in names if name in known}


def _require_hyper(step: Step, hyper: dict[str, Any]) -> None:
    wanted = hyper_parameters(step)
    listed = ", ".join(f"`{name}`" for name in wanted) or "none"
    missing = [name for name, default in wanted.items() if default is None and name not in hyper]
    unknown = [name for name in hyper if name not in wanted]
    for name in missing:
        words = f"`{name_of(step)}` needs `{name}`: give it a value, as in {name}=0.1."
        raise DescentStopped(words, "wrong call")
    for name in unknown:
        words = f"`{name_of(step)}` has no parameter `{name}`; its hyper-parameters: {listed}."
        raise DescentStopped(words, "wrong call")


def _unpack(step: Step, answer: Any, theta: Array, state: list[str]) -> list[Array]:
    """The new theta and state, checked; `DescentStopped` in plain words otherwise."""
    name, parts = name_of(step), ["theta", *state]
    expected = f"`{name}` should return " + (f"({', '.join(parts)})" if state else "theta")
    if answer is None:
        raise DescentStopped(f"{expected}, got None: is the `return` missing?", "returned nothing")
    several = isinstance(answer, (tuple, list))
    values = list(answer) if several and (state or _holds_arrays(answer)) else [answer]
    if len(values) != len(parts):
        words = f"{expected}, got {_count(values)}."
        raise DescentStopped(words, "wrong count")
    return [_array(name, part, value, theta) for part, value in zip(parts, values, strict=True)]


def _array(name: str, part: str, value: Any, theta: Array) -> Array:
    try:
        array = np.array(value, dtype=float)
    except (TypeError, ValueError):
        words = f"`{name}` should return numbers for {part}, got {type(value).__name__}."
        raise DescentStopped(words, "wrong shape") from None
    if array.shape != theta.shape:
        words = f"`{name}` should return {part} with shape {theta.shape}, got {array.shape}."
        raise DescentStopped(words, "wrong shape")
    if not np.isfinite(array).all():
        words = f"The path diverges: {part} is no longer a finite number."
        raise DescentStopped(words, "diverged")
    return array


def _holds_arrays(answer: Any) -> bool:
    return any(np.ndim(value) > 0 for value in answer)


def _count(values: list[Any]) -> str:
    if len(values) == 1:
        return "one array" if isinstance(values[0], np.ndarray) else type(values[0]).__name__
    return counted(len(values), "thing")
