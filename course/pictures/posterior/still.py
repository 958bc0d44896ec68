"""The still of a posterior: the plane of the weights, and the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course.surfaces.surface import Array
from course.widget.still import COLOURS, INK, SOFT, Layout, Plot, explain, name_axes, png

SHARES = (0.5, 0.9, 0.99)  # of the posterior's mass within each ellipse
View = tuple[tuple[float, float], tuple[float, float]]
LAYOUT = Layout((Plot((0.07, 0.13, 0.49, 0.75)), Plot((0.64, 0.13, 0.34, 0.75))))
PLACES = (("mle", "s", "--", COLOURS[1]), ("map", "o", "-", COLOURS[0]))


def still(facts: Mapping[str, Any], view: View, title: str) -> bytes:
    """PNG of the weights' plane and of the data."""
    return png(_draw, title, (facts, view), LAYOUT)


def ellipse(precision: Array, centre: Array, share: float) -> Array:
    """Outline of the smallest region that holds a share of a Gaussian, ``(2, 121)``.

    In two dimensions half the squared distance is exponential, so the share is 1 − exp(−d²/2).
    """
    values, vectors = np.linalg.eigh(precision)
    angles = np.linspace(0, 2 * np.pi, 121)
    circle = np.sqrt(-2 * np.log(1 - share)) * np.stack([np.cos(angles), np.sin(angles)])
    outline: Array = centre[:, None] + vectors @ (circle / np.sqrt(values)[:, None])
    return outline


def _draw(plane: Axes, data: Axes, facts: Mapping[str, Any], view: View) -> None:
    plane.set(xlim=view[0], ylim=view[1])
    precision, centre = np.array(facts["posterior"]), np.array(facts["top"])
    for share in SHARES:
        plane.plot(*ellipse(precision, centre, share), color=COLOURS[0], linewidth=0.9)
    prior = np.eye(2) / facts["tau"] ** 2
    outline = ellipse(prior, np.zeros(2), 0.9)
    plane.plot(*outline, color=COLOURS[2], linewidth=0.9, linestyle="--")
    plane.plot(*np.reshape(facts["path"], (-1, 2)).T, color=INK, linewidth=0.9)
    for name, mark, style, colour in PLACES:
        if facts[name]:
            look: dict[str, Any] = {"color": colour, "label": name.upper()}
            plane.plot(*facts[name], marker=mark, markersize=6, linestyle="", **look)
            _draw_line(data, facts, facts[name], {**look, "linestyle": style})
    t, y = np.transpose(facts["points"])
    data.plot(t, y, color=SOFT, marker="o", markersize=4, linestyle="", zorder=1)
    name_axes(plane, "w0", "w1")
    name_axes(data, "t", "y")
    explain(plane)
    explain(data)


def _draw_line(data: Axes, facts: Mapping[str, Any], line: Any, look: dict[str, Any]) -> None:
    t = np.transpose(facts["points"])[0]
    ends = np.array([min(0.0, t.min()), max(3.0, t.max())])
    data.plot(ends, line[0] + line[1] * ends, **look)
