"""The posterior where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.panel import Panel
from course.explore.pen import INK, SOFT
from course.explore.still import COLOURS
from course.surfaces.surface import Array

SHARES = (0.5, 0.9, 0.99)  # of the posterior's mass within each ellipse
View = tuple[tuple[float, float], tuple[float, float]]


def still(facts: Mapping[str, Any], view: View, title: str) -> bytes:
    """PNG of the weights' plane and of the data."""
    return png(_draw, title, (facts, view))


def _draw(figure: Figure, facts: Mapping[str, Any], view: View) -> None:
    figure.add_artist(_weights(facts, view))
    figure.add_artist(_data(facts))


def ellipse(precision: Array, centre: Array, share: float) -> Array:
    """Outline of the smallest region that holds a share of a Gaussian, ``(2, 121)``.

    In two dimensions half the squared distance is exponential, so the share is 1 − exp(−d²/2).
    """
    values, vectors = np.linalg.eigh(precision)
    angles = np.linspace(0, 2 * np.pi, 121)
    circle = np.sqrt(-2 * np.log(1 - share)) * np.stack([np.cos(angles), np.sin(angles)])
    outline: Array = centre[:, None] + vectors @ (circle / np.sqrt(values)[:, None])
    return outline


def _weights(facts: Mapping[str, Any], view: View) -> Panel:
    panel = Panel((0.07, 0.13, 0.49, 0.75), ("w0", "w1"), *view)
    precision, centre = np.array(facts["posterior"]), np.array(facts["top"])
    for share in SHARES:
        panel.curve(ellipse(precision, centre, share).T, COLOURS[0], width=0.9)
    prior = np.eye(2) / facts["tau"] ** 2
    panel.curve(ellipse(prior, np.zeros(2), 0.9).T, COLOURS[2], width=0.9, style="--")
    if facts["path"]:
        panel.curve(facts["path"], INK, width=0.9)
    for name, mark, colour in (("mle", "s", COLOURS[1]), ("map", "o", COLOURS[0])):
        if facts[name]:
            panel.curve([facts[name]], colour, width=0, mark=mark, size=6, label=name.upper())
    return panel


def _data(facts: Mapping[str, Any]) -> Panel:
    panel = Panel((0.64, 0.13, 0.34, 0.75), ("t", "y"))
    t = np.transpose(facts["points"])[0]
    panel.curve(facts["points"], SOFT, width=0, mark="o", size=4)
    ends = np.array([min(0.0, t.min()), max(3.0, t.max())])
    for name, style, colour in (("mle", "--", COLOURS[1]), ("map", "-", COLOURS[0])):
        if facts[name]:
            intercept, slope = facts[name]
            panel.curve(
                np.stack([ends, intercept + slope * ends], 1),
                colour,
                style=style,
                label=name.upper(),
            )
    return panel
