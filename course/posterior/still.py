"""The posterior where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.edges import INK, SOFT, plain
from course.explore.still import COLOURS
from course.surfaces.surface import Array

SHARES = (0.5, 0.9, 0.99)  # of the posterior's mass within each ellipse
View = tuple[tuple[float, float], tuple[float, float]]


def still(facts: Mapping[str, Any], view: View, title: str) -> bytes:
    """PNG of the weights' plane and of the data."""
    return png(_draw, title, (facts, view))


def _draw(figure: Figure, facts: Mapping[str, Any], view: View) -> None:
    _draw_weights(figure.add_axes((0.06, 0.13, 0.5, 0.75)), facts, view)
    _draw_data(figure.add_axes((0.64, 0.13, 0.35, 0.75)), facts)


def ellipse(precision: Array, centre: Array, share: float) -> Array:
    """Outline of the smallest region that holds a share of a Gaussian, ``(2, 121)``.

    In two dimensions half the squared distance is exponential, so the share is 1 − exp(−d²/2).
    """
    values, vectors = np.linalg.eigh(precision)
    angles = np.linspace(0, 2 * np.pi, 121)
    circle = np.sqrt(-2 * np.log(1 - share)) * np.stack([np.cos(angles), np.sin(angles)])
    outline: Array = centre[:, None] + vectors @ (circle / np.sqrt(values)[:, None])
    return outline


def _draw_weights(axes: Axes, facts: Mapping[str, Any], view: View) -> None:
    precision, centre = np.array(facts["posterior"]), np.array(facts["top"])
    for share in SHARES:
        axes.plot(*ellipse(precision, centre, share), color=COLOURS[0], linewidth=0.9)
    prior = np.eye(2) / facts["tau"] ** 2
    axes.plot(*ellipse(prior, np.zeros(2), 0.9), "--", color=COLOURS[2], linewidth=0.9)
    if facts["path"]:
        axes.plot(*np.transpose(facts["path"]), color=INK, linewidth=0.9)
    for name, mark, colour in (("mle", "s", COLOURS[1]), ("map", "o", COLOURS[0])):
        if facts[name]:
            axes.plot(*facts[name], mark, color=colour, markersize=6, label=name.upper())
    axes.set(xlim=view[0], ylim=view[1], xlabel="w0", ylabel="w1")
    plain(axes)


def _draw_data(axes: Axes, facts: Mapping[str, Any]) -> None:
    t, y = np.transpose(facts["points"])
    axes.plot(t, y, "o", color=SOFT, markersize=4)
    ends = np.array([min(0.0, t.min()), max(3.0, t.max())])
    for name, style, colour in (("mle", "--", COLOURS[1]), ("map", "-", COLOURS[0])):
        if facts[name]:
            intercept, slope = facts[name]
            axes.plot(ends, intercept + slope * ends, style, color=colour, label=name.upper())
    axes.set(xlabel="t", ylabel="y")
    plain(axes)
