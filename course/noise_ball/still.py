"""The three paths where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from course.explore.canvas import png
from course.explore.edges import INK, SOFT, plain
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
    plane = figure.add_axes((0.05, 0.13, 0.5, 0.75))
    curve = figure.add_axes((0.64, 0.13, 0.35, 0.75))
    centre = cloud.mean(axis=0)
    plane.plot(*cloud.T, ".", color=SOFT, markersize=1.5)
    for i in range(len(walks) - 1, -1, -1):
        name, places, spent = walks[i]
        path = np.clip(places, -1e6, 1e6)
        plane.plot(*path.T, color=COLOURS[i], linewidth=0.9 if i == 2 else 1.4)
        loss = np.maximum(((path - centre) ** 2).sum(axis=1) / 2, LOWEST)
        curve.plot(spent, loss, color=COLOURS[i], linewidth=0.9, label=name)
    for i, radius in enumerate(radii):
        if radius:
            plane.add_patch(Circle(tuple(centre), radius, fill=False, color=COLOURS[i]))
            curve.axhline(radius**2 / 2, color=COLOURS[i], linestyle="--", linewidth=0.9)
    plane.plot(*centre, "*", color=INK, markersize=9)
    plane.set(xlim=view[0], ylim=view[1], xlabel="θ0", ylabel="θ1", aspect="equal")
    curve.set(yscale="log", xlim=(0, BUDGET), xlabel="gradient evaluations", ylabel="cost")
    for axes in (plane, curve):
        plain(axes)
