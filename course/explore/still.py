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
    left = figure.add_axes((0.07, 0.13, 0.48, 0.75))
    right = figure.add_axes((0.64, 0.13, 0.35, 0.75))
    _draw_map(left, picture)
    _draw_loss(right, picture)
    return png(figure, picture.title)


def png(figure: Figure, title: str, colours: int = 48) -> bytes:
    """A figure with its title, as a small PNG; 48 colours are enough for a few lines."""
    figure.suptitle(title, fontsize=10, color=INK, x=0.02, ha="left")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return _small(Image.open(file), colours)


def _draw_map(axes: Axes, picture: Picture) -> None:
    (x_low, x_high), (y_low, y_high) = picture.surface.view
    x, y = np.linspace(x_low, x_high, COLUMNS), np.linspace(y_low, y_high, ROWS)
    ground = picture.ground
    lines = axes.contour(x, y, ground.heights, levels=ground.levels, colors=SOFT, linewidths=0.7)
    axes.clabel(lines, levels=ground.levels[::2], fontsize=7, fmt="%g")
    for colour, outcome in reversed(list(zip(COLOURS, picture.outcomes, strict=False))):
        axes.plot(*outcome.path.T, "o-", color=colour, markersize=2.5, linewidth=1.2)
    for minimum in picture.surface.minima:
        axes.plot(*minimum, "*", color=INK, markersize=9)
    x_name, y_name = picture.surface.axes
    axes.set(xlim=(x_low, x_high), ylim=(y_low, y_high), xlabel=x_name, ylabel=y_name)
    plain(axes)


def _draw_loss(axes: Axes, picture: Picture) -> None:
    lowest = picture.surface.lowest
    for colour, outcome in zip(COLOURS, picture.outcomes, strict=False):
        above = outcome.loss if lowest is None else np.maximum(outcome.loss - lowest, 1e-16)
        axes.plot(above, color=colour, label=outcome.run.name)
    rate, loss = picture.state["rate"], picture.outcomes[0].loss
    if rate is not None:
        steps = np.arange(picture.experiment.steps + 1)
        axes.plot(
            (loss[0] - (lowest or 0)) * rate ** (2.0 * steps),
            "--",
            color=INK,
            label="predicted rate",
        )
    scale = "linear" if lowest is None else "log"
    words = "loss above its minimum" if lowest else "loss"
    axes.set(yscale=scale, xlim=(0, picture.experiment.steps), xlabel="step", ylabel=words)
    axes.legend(fontsize=7, frameon=False)
    plain(axes)


def plain(axes: Axes) -> None:
    """Give axes the pictures' ink and small type."""
    axes.minorticks_off()
    axes.tick_params(labelsize=7, colors=INK, length=2)
    axes.xaxis.label.set(size=8, color=INK)
    axes.yaxis.label.set(size=8, color=INK)
    for spine in axes.spines.values():
        spine.set(color=SOFT, linewidth=0.6)


def _small(image: Image.Image, colours: int) -> bytes:
    """PNG with a palette, which line art does not miss.

    Of Pillow's ways this is the fast one, a tenth of the others' time, at about the same size.
    """
    file = io.BytesIO()
    few = image.convert("RGB").quantize(
        colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    few.save(file, "PNG")
    return file.getvalue()
