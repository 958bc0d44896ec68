"""The three paths where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.panel import Panel
from course.explore.pen import INK, SOFT
from course.explore.still import COLOURS
from course.noise_ball.walk import BUDGET, Walk
from course.surfaces.surface import Array

LOWEST = 1e-5  # of the cost that is drawn
View = tuple[tuple[float, float], tuple[float, float]]


def still(
    walks: Sequence[Walk], radii: Sequence[float | None], cloud: Array, view: View, title: str
) -> bytes:
    """PNG of the plane with paths and circles, and of the cost against evaluations."""
    drawn = [(each.name, each.path, each.spent) for each in walks]
    return png(_draw, title, (drawn, radii, cloud, view))


def _draw(
    figure: Figure,
    walks: Sequence[tuple[str, Array, Array]],
    radii: Sequence[float | None],
    cloud: Array,
    view: View,
) -> None:
    plane = Panel((0.05, 0.13, 0.5, 0.75), ("θ0", "θ1"), *view, equal=True)
    names = ("gradient evaluations", "cost")
    curve = Panel((0.64, 0.13, 0.34, 0.75), names, (0, BUDGET), log=True)
    centre = cloud.mean(axis=0)
    plane.curve(cloud, SOFT, width=0, mark="o", size=0.75)
    for i in range(len(walks) - 1, -1, -1):
        name, places, spent = walks[i]
        path = np.clip(places, -1e6, 1e6)
        plane.curve(path, COLOURS[i], width=0.9 if i == 2 else 1.4)
        loss = np.maximum(((path - centre) ** 2).sum(axis=1) / 2, LOWEST)
        curve.curve(np.stack([spent, loss], 1), COLOURS[i], width=0.9, label=name)
    angles = np.linspace(0, 2 * np.pi, 121)
    circle = np.stack([np.cos(angles), np.sin(angles)], 1)
    for i, radius in enumerate(radii):
        if radius:
            plane.curve(centre + radius * circle, COLOURS[i], width=1.0)
            curve.level(radius**2 / 2, COLOURS[i], "--")
    plane.curve([centre], INK, width=0, mark="*", size=9)
    for panel in (plane, curve):
        figure.add_artist(panel)
