"""The picture where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from course.explore.terrain import COLUMNS, ROWS

if TYPE_CHECKING:
    from course.explore.picture import Picture

# Okabe & Ito (2008): told apart by people with any kind of colour vision.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
INK, SOFT = "#3c4654", "#9aa7b4"


def still(picture: Picture) -> bytes:
    """PNG of the picture as it is, about 20 kB."""
    figure = Figure(figsize=(8.0, 3.4), dpi=80, facecolor="white")
    left = figure.add_axes((0.05, 0.13, 0.5, 0.75))
    right = figure.add_axes((0.64, 0.13, 0.35, 0.75))
    _draw_map(left, picture)
    _draw_loss(right, picture)
    figure.suptitle(picture.title, fontsize=10, color=INK, x=0.02, ha="left")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return _small(Image.open(file))


def _draw_map(axes: Axes, picture: Picture) -> None:
    (x_low, x_high), (y_low, y_high) = picture.surface.view
    x, y = np.linspace(x_low, x_high, COLUMNS), np.linspace(y_low, y_high, ROWS)
    ground = picture.ground
    lines = axes.contour(x, y, ground.heights, levels=ground.levels, colors=SOFT, linewidths=0.7)
    axes.clabel(lines, levels=ground.levels[::2], fontsize=7, fmt="%g")
    for colour, outcome in reversed(list(zip(COLOURS, picture.outcomes, strict=False))):
        axes.plot(*outcome.path.T, "o-", color=colour, markersize=2.5, linewidth=1.2)
    axes.plot(*np.transpose(picture.surface.minima), "*", color=INK, markersize=9)
    axes.set(xlim=(x_low, x_high), ylim=(y_low, y_high), xlabel="x", ylabel="y")
    axes.set_aspect("equal")
    _plain(axes)


def _draw_loss(axes: Axes, picture: Picture) -> None:
    for colour, outcome in zip(COLOURS, picture.outcomes, strict=False):
        axes.plot(np.maximum(outcome.loss, 1e-16), color=colour, label=outcome.run.name)
    rate, loss = picture.state["rate"], picture.outcomes[0].loss
    if rate is not None:
        steps = np.arange(picture.steps + 1)
        axes.plot(loss[0] * rate ** (2.0 * steps), "--", color=INK, label="predicted rate")
    axes.set(yscale="log", xlim=(0, picture.steps), xlabel="step", ylabel="loss")
    axes.legend(fontsize=7, frameon=False)
    _plain(axes)


def _plain(axes: Axes) -> None:
    axes.minorticks_off()
    axes.tick_params(labelsize=7, colors=INK, length=2)
    axes.xaxis.label.set(size=8, color=INK)
    axes.yaxis.label.set(size=8, color=INK)
    for spine in axes.spines.values():
        spine.set(color=SOFT, linewidth=0.6)


def _small(image: Image.Image) -> bytes:
    """PNG with a palette of 48 colours, which line art does not miss."""
    file = io.BytesIO()
    few = image.convert("RGB").quantize(48, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()
