"""The picture where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.panel import Panel
from course.explore.pen import INK
from course.explore.terrain import COLUMNS, ROWS
from course.surfaces.surface import Array, Span

if TYPE_CHECKING:
    from course.explore.picture import Picture

# Okabe & Ito (2008): told apart by people with any kind of colour vision.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
Runs = Sequence[tuple[str, Array, Array]]  # name, path (steps made + 1, 2), loss
Frame = tuple[tuple[str, str], tuple[Span, Span]]  # names and ends of the axes
Loss = tuple[float | None, float | None, int]  # lowest, predicted rate, steps


def still(picture: Picture) -> bytes:
    """PNG of the picture as it is, about 20 kB."""
    surface, ground = picture.surface, picture.ground
    runs = [(o.run.name, o.path, o.loss) for o in picture.outcomes]
    frame = (surface.axes, surface.view)
    ground_drawn = (ground.heights, ground.levels, surface.minima)
    loss = (surface.lowest, picture.state["rate"], picture.experiment.steps)
    return png(_draw, picture.title, (runs[: len(COLOURS)], frame, ground_drawn, loss))


def _draw(figure: Figure, runs: Runs, frame: Frame, ground: tuple[Any, ...], loss: Loss) -> None:
    """The map with the paths on the left, their losses on the right."""
    figure.add_artist(_map([path for _, path, _ in runs], frame, ground))
    figure.add_artist(_losses(runs, *loss))


def _map(paths: Sequence[Array], frame: Frame, ground: tuple[Any, ...]) -> Panel:
    names, (x_view, y_view) = frame
    heights, levels, minima = ground
    panel = Panel((0.07, 0.13, 0.48, 0.75), names, x_view, y_view)
    x, y = np.linspace(*x_view, COLUMNS), np.linspace(*y_view, ROWS)
    panel.contours(x, y, heights, levels)
    for colour, path in reversed(list(zip(COLOURS, paths, strict=False))):
        panel.curve(path, colour, width=1.2, mark="o", size=2.5)
    for minimum in minima:
        panel.curve([minimum], INK, width=0, mark="*", size=9)
    return panel


def _losses(runs: Runs, lowest: float | None, rate: float | None, steps: int) -> Panel:
    words = "loss above its minimum" if lowest else "loss"
    place = (0.64, 0.13, 0.34, 0.75)
    panel = Panel(place, ("step", words), (0, steps), log=lowest is not None)
    for colour, (name, _, loss) in zip(COLOURS, runs, strict=False):
        above = loss if lowest is None else np.maximum(loss - lowest, 1e-16)
        panel.curve(list(enumerate(above)), colour, label=name)
    if rate is not None:
        predicted = (runs[0][2][0] - (lowest or 0)) * rate ** (2.0 * np.arange(steps + 1))
        panel.curve(list(enumerate(predicted)), INK, style="--", label="predicted rate")
    return panel
