"""The still of three walks: their plane with circles, and the cost against evaluations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from course.pictures.noise_ball.walk import BUDGET, Walk
from course.surfaces.surface import Array
from course.widget.still import COLOURS, INK, SOFT, Layout, Plot, explain, name_axes, png

LOWEST = 1e-5  # of the cost that is drawn
View = tuple[tuple[float, float], tuple[float, float]]
LAYOUT = Layout(
    (Plot((0.07, 0.13, 0.48, 0.75), equal=True), Plot((0.64, 0.13, 0.34, 0.75), log=True))
)


def still(
    walks: Sequence[Walk], radii: Sequence[float | None], cloud: Array, view: View, title: str
) -> bytes:
    """PNG of the plane with paths and circles, and of the cost against evaluations."""
    drawn = [(each.name, each.path, each.spent) for each in walks]
    return png(_draw, title, (drawn, radii, cloud, view), LAYOUT)


def _draw(
    plane: Axes,
    curve: Axes,
    walks: Sequence[tuple[str, Array, Array]],
    radii: Sequence[float | None],
    cloud: Array,
    view: View,
) -> None:
    plane.set(xlim=view[0], ylim=view[1])
    centre = cloud.mean(axis=0)
    plane.plot(*cloud.T, color=SOFT, marker="o", markersize=0.75, linestyle="")
    for i in range(len(walks) - 1, -1, -1):
        name, places, spent = walks[i]
        path = np.clip(places, -1e6, 1e6)
        plane.plot(*path.T, color=COLOURS[i], linewidth=0.9 if i == 2 else 1.4)
        loss = np.maximum(((path - centre) ** 2).sum(axis=1) / 2, LOWEST)
        curve.plot(spent, loss, color=COLOURS[i], linewidth=0.9, label=name)
    angles = np.linspace(0, 2 * np.pi, 121)
    for i, radius in enumerate(radii):
        if radius:
            circle = centre[:, None] + radius * np.stack([np.cos(angles), np.sin(angles)])
            plane.plot(*circle, color=COLOURS[i], linewidth=1.0)
            curve.axhline(radius**2 / 2, color=COLOURS[i], linewidth=0.9, linestyle="--")
    plane.plot(*centre, color=INK, marker="*", markersize=9)
    curve.set_xlim(0, BUDGET)
    name_axes(plane, "θ0", "θ1")
    name_axes(curve, "gradient evaluations", "cost")
    explain(curve)
