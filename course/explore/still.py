"""The picture where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.edges import INK, SOFT, plain
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
    left = figure.add_axes((0.07, 0.13, 0.48, 0.75))
    right = figure.add_axes((0.64, 0.13, 0.35, 0.75))
    _draw_map(left, [path for _, path, _ in runs], frame, ground)
    _draw_loss(right, runs, *loss)


def _draw_map(axes: Axes, paths: Sequence[Array], frame: Frame, ground: tuple[Any, ...]) -> None:
    (x_name, y_name), (x_view, y_view) = frame
    heights, levels, minima = ground
    x, y = np.linspace(*x_view, COLUMNS), np.linspace(*y_view, ROWS)
    lines = axes.contour(x, y, heights, levels=levels, colors=SOFT, linewidths=0.7)
    axes.clabel(lines, levels=levels[::2], fontsize=7, fmt="%g")
    for colour, path in reversed(list(zip(COLOURS, paths, strict=False))):
        axes.plot(*path.T, "o-", color=colour, markersize=2.5, linewidth=1.2)
    for minimum in minima:
        axes.plot(*minimum, "*", color=INK, markersize=9)
    axes.set(xlim=x_view, ylim=y_view, xlabel=x_name, ylabel=y_name)
    plain(axes)


def _draw_loss(
    axes: Axes, runs: Runs, lowest: float | None, rate: float | None, steps: int
) -> None:
    for colour, (name, _, loss) in zip(COLOURS, runs, strict=False):
        above = loss if lowest is None else np.maximum(loss - lowest, 1e-16)
        axes.plot(above, color=colour, label=name)
    if rate is not None:
        predicted = (runs[0][2][0] - (lowest or 0)) * rate ** (2.0 * np.arange(steps + 1))
        axes.plot(predicted, "--", color=INK, label="predicted rate")
    scale = "linear" if lowest is None else "log"
    words = "loss above its minimum" if lowest else "loss"
    axes.set(yscale=scale, xlim=(0, steps), xlabel="step", ylabel=words)
    plain(axes)
