"""A surface of the learner's own, from any function of x and y."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.run.blame import raised
from course.surfaces.search import differences, learning_rates, minima_within
from course.surfaces.surface import Array, Points, Span, Surface

USUAL_LR = (0.001, 1.0, 0.1)


def of(
    function: Callable[..., Any],
    gradient: Callable[..., Any] | None = None,
    view: tuple[Span, Span] = ((-4.0, 4.0), (-3.0, 3.0)),
    minima: Points | None = None,
    start: tuple[float, float] | None = None,
    lr: tuple[float, float, float] | None = None,
    name: str | None = None,
    **shape: tuple[float, float, float],
) -> Surface:
    """Make a surface of your own: ``surfaces.of(lambda x, y: x**2 + 3 * abs(y))``.

    A function that is not written yet makes a plain on which a picture says what it waits for.

    Parameters
    ----------
    function
        ``function(x, y)`` gives the height; it need not understand arrays.
    gradient
        ``gradient(x, y)`` gives the pair of partial derivatives. Without it they are taken by
        central differences.
    view
        ``((x_low, x_high), (y_low, y_high))``.
    minima
        Where it has its minima, ``()`` for nowhere. They are looked for when not given.
    start, lr
        Where a path begins, and ``(low, high, usual)`` learning rates.
    name
        What to call it; the function's own name otherwise.
    **shape
        ``(low, high, start)`` for each further parameter of the function: it gets a slider.

    Raises
    ------
    ValueError
        When the function raises, or does not give one finite number for each point in view.

    Examples
    --------
    >>> valley = of(lambda x, y: x**2 + 3 * y**2, name="a valley")
    >>> float(valley.value((1.0, 2.0)))
    13.0
    >>> valley.minima
    ((0.0, 0.0),)
    """
    values = {key: float(value) for key, (_, _, value) in shape.items()}
    called = name or _name(function, "f")
    middle = [low + 0.12 * (high - low) for low, high in view]
    begin = start or (middle[0], view[1][1] - (middle[1] - view[1][0]))
    ranges = {key: (float(low), float(high)) for key, (low, high, _) in shape.items()}
    known: dict[str, Any] = {"view": view, "start": begin, "shape": values, "ranges": ranges}
    try:
        height = _on_arrays(function, called, 1, view, values)
        given = gradient and _on_arrays(gradient, _name(gradient, "gradient"), 2, view, values)
    except _NotWritten as missing:
        return _plain(called, str(missing), lr or USUAL_LR, known)

    def slope(x: Array, y: Array, **now: float) -> tuple[Array, Array]:
        return differences(lambda a, b: height(a, b, **now), x, y)

    def settle(**now: float) -> Points:
        return minima_within(lambda x, y: height(x, y, **now), view) if minima is None else minima

    return Surface(
        name=called,
        formula="",
        height=height,
        slope=given or slope,
        minima=settle(**values),
        lr=lr or learning_rates(lambda x, y: height(x, y, **values), view),
        settle=settle,
        **known,
    )


class _NotWritten(Exception):
    """A learner's function is not written yet; the message is its name."""


def _name(function: Callable[..., Any], other: str) -> str:
    return str(getattr(function, "__name__", other)).replace("<lambda>", other)


def _plain(name: str, waits: str, lr: tuple[float, float, float], known: dict[str, Any]) -> Surface:
    """Flat ground where there is nothing to see yet."""

    def height(x: Array, y: Array, **_: float) -> Array:
        return np.zeros(np.broadcast(x, y).shape)

    def slope(x: Array, y: Array, **_: float) -> tuple[Array, Array]:
        return height(x, y), height(x, y)

    return Surface(name, "", height, slope, minima=(), lr=lr, waits=waits, **known)


def _on_arrays(
    function: Callable[..., Any], name: str, parts: int, view: tuple[Span, Span], now: Any
) -> Callable[..., Any]:
    """``function`` for arrays of any shape: as it is if it can, else point by point."""
    x, y = np.meshgrid(*(np.linspace(*span, 4) for span in view))
    try:
        one = np.vectorize(function, otypes=[float] * parts)(x, y, **now)
    except NotImplementedError as error:
        raise _NotWritten(name) from error
    except Exception as error:
        raise ValueError(raised(name, error)) from error
    if not np.isfinite(one).all():
        raise ValueError(f"`{name}` should give finite numbers all over the view {view}.")
    try:
        with np.errstate(all="ignore"):
            able = np.allclose(one, _whole(function, parts, x, y, now), rtol=1e-12)
    except Exception:
        able = False
    if able:
        return lambda x, y, **now: _whole(function, parts, x, y, now)
    return np.vectorize(function, otypes=[float] * parts)


def _whole(function: Callable[..., Any], parts: int, x: Array, y: Array, now: Any) -> Any:
    """One call for all points; a constant is spread over them."""
    answer = function(x, y, **now)
    if parts == 1:
        return np.broadcast_to(np.asarray(answer, dtype=float), np.shape(x))
    along_x, along_y = answer
    return tuple(np.broadcast_to(np.asarray(a, float), np.shape(x)) for a in (along_x, along_y))
