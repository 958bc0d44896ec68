"""The still of an `explore` picture: the map with the paths, and their losses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from course.surfaces.surface import Array, Span
from course.widget.still import COLOURS, INK, Layout, Plot, contours, explain, name_axes, png

MAP = Plot((0.07, 0.13, 0.48, 0.75))
LOSSES = (0.64, 0.13, 0.34, 0.75)
FAR = 1e6  # beyond it matplotlib's renderer loses count
Runs = Sequence[tuple[str, Array, Array]]  # name, path (steps made + 1, 2), loss
Frame = tuple[tuple[str, str], tuple[Span, Span]]  # names and ends of the axes
Ground = tuple[Array, Sequence[float], Sequence[tuple[float, float]]]  # heights, levels, minima
Loss = tuple[float | None, float | None, int]  # lowest, predicted rate, steps


def still(title: str, runs: Runs, frame: Frame, ground: Ground, loss: Loss) -> bytes:
    """PNG of about 20 kB; in a race, of the first runs."""
    layout = Layout((MAP, Plot(LOSSES, log=loss[0] is not None)))
    return png(_draw, title, (runs[: len(COLOURS)], frame, ground, loss), layout)


def _draw(plane: Axes, curve: Axes, runs: Runs, frame: Frame, ground: Ground, loss: Loss) -> None:
    names, view = frame
    heights, levels, minima = ground
    paths = [np.clip(path, -FAR, FAR) for _, path, _ in runs]
    contours(plane, view, heights, levels, paths)
    for colour, path in reversed(list(zip(COLOURS, paths, strict=False))):
        plane.plot(*path.T, color=colour, linewidth=1.2, marker="o", markersize=2.5)
    for minimum in minima:
        plane.plot(*minimum, color=INK, marker="*", markersize=9)
    name_axes(plane, *names)
    _draw_losses(curve, runs, *loss)


def _draw_losses(
    curve: Axes, runs: Runs, lowest: float | None, rate: float | None, steps: int
) -> None:
    for colour, (name, _, loss) in zip(COLOURS, runs, strict=False):
        above = loss if lowest is None else np.maximum(loss - lowest, 1e-16)
        curve.plot(above, color=colour, label=name)
    if rate is not None:
        predicted = (runs[0][2][0] - (lowest or 0)) * rate ** (2.0 * np.arange(steps + 1))
        curve.plot(predicted, color=INK, linestyle="--", label="predicted rate")
    curve.set_xlim(0, steps)
    name_axes(curve, "step", "loss above its minimum" if lowest else "loss")
    explain(curve)
