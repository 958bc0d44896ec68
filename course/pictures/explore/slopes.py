"""Whether a gradient that a learner wrote for a surface is the slope of that surface."""

from __future__ import annotations

import math

import numpy as np

from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit
from course.surfaces.surface import Array, Surface
from course.widget.numbers import number, point

PATIENCE = 1.0  # seconds
NEAR = 1e-4  # relative to the steepest of the slopes that are compared
SHARES = (0.2, 0.5, 0.8)  # of the view's width and height: where it is looked at besides the start


def wrong_slope(surface: Surface, start: Array) -> str:
    """How the learner's gradient differs from the surface's slope; empty when it does not.

    Without a word, too, when it gives no numbers: the path tells that.
    """
    if not surface.led_by:
        return ""
    places = np.array([start, *_spread(surface)])
    try:
        with quiet(), time_limit(PATIENCE):
            lead = surface.gradient_for_a_run()
            given = np.array([lead(place) for place in places], dtype=float)
    except (TimeUp, Exception, SystemExit):
        return ""
    right = surface.gradient(places)
    if given.shape != right.shape or not np.isfinite(given).all():
        return ""
    steepest = float(np.abs(right).max())
    away = np.abs(given - right).max(axis=1)
    if steepest == 0 or away.max() <= NEAR * steepest:
        return ""
    first = int(np.argmax(away > NEAR * steepest))
    return _told(surface.led_by, places[first], given, right, first)


def _told(name: str, place: Array, given: Array, right: Array, first: int) -> str:
    """The difference: a factor where it is the same everywhere, else one place where it shows."""
    factor = float(np.sum(given * right) / np.sum(right**2))
    same = np.abs(given - factor * right).max() <= NEAR * float(np.abs(right).max())
    if same and math.isclose(factor, -1):
        return f"`{name}` points downhill: it is the slope of this surface with the other sign."
    if same and factor < 0:
        return f"`{name}` points downhill: it is {number(factor)} times the slope of this surface."
    if same and factor > NEAR:
        return f"`{name}` is {number(factor)} times the slope of this surface, everywhere."
    here = point(place.tolist())
    return (
        f"`{name}` is not the slope of this surface: at {here} it gives "
        f"{_written(given[first])}, and the slope is {_written(right[first])}."
    )


def _written(slope: Array) -> str:
    return "(" + ", ".join(number(float(each)) for each in slope) + ")"


def _spread(surface: Surface) -> list[Array]:
    (left, right), (low, high) = surface.view
    return [
        np.array([left + a * (right - left), low + b * (high - low)])
        for a in SHARES
        for b in SHARES
    ]
