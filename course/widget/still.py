"""A picture where nothing can move: a small PNG drawn by matplotlib.

Axes and their ticks take longer to make than to draw: each layout keeps its figure, whose axes
are emptied for the next still.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

import matplotlib.style
import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator
from PIL import Image

from course.run.quiet import unwarned
from course.surfaces.surface import Array

# Okabe & Ito (2008): told apart by people with any kind of colour vision.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
INK, SOFT = "#3c4654", "#9aa7b4"
NUMBERS, NAMES, TITLE = 7, 8, 10  # points
WIDTH = 8.0  # inches
LARGEST = 1e100  # of a number that is drawn: matplotlib's margins overflow far beyond it
APART = 0.06  # of the axes: a contour's number keeps this far from curves and other numbers
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Plot:
    """Axes of a still: ``place`` is left, lower, width and height as parts of the figure.

    ``log`` when y goes by ratios, ``equal`` when a step along y is as long as along x, ``bare``
    without frame and numbers.
    """

    place: tuple[float, float, float, float]
    log: bool = False
    equal: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Layout:
    """The axes of a kind of still, its height in inches, and how many colours its PNG has."""

    plots: tuple[Plot, ...]
    height: float = 3.4
    colours: int = 48


class StillCanvas(FigureCanvasAgg):
    """Draws when a PNG is asked for, and not before.

    Attributes
    ----------
    content
        The name of the function that draws, the title, all that it is given, and the layout:
        numbers, words, arrays, and tuples, lists and dictionaries of them. Equal content gives
        equal pixels: whoever has a PNG of equal content may take that instead.
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__(Figure(figsize=(WIDTH, layout.height), dpi=80, facecolor="white"))
        self.layout = layout
        self.content: tuple[Any, ...] = ()
        self.fill: Callable[[], None] = lambda: None

    def show(
        self, draw: Callable[..., None], title: str, content: tuple[Any, ...], layout: Layout
    ) -> None:
        """From now on show what ``draw(axes, *content)`` draws, under a title."""
        shape = [(plot.place, plot.log, plot.equal, plot.bare) for plot in layout.plots]
        name = f"{draw.__module__}.{draw.__qualname__}"
        self.content = name, title, content, (shape, layout.height, layout.colours)
        self.fill = functools.partial(self._fill, draw, title, content)

    def print_png(self, filename_or_obj: IO[bytes], **_: Any) -> None:
        """Write a PNG with a palette, which line art does not miss."""
        self.fill()
        self.draw()  # type: ignore[no-untyped-call]  # matplotlib gives these no types
        pixels = Image.fromarray(np.asarray(self.buffer_rgba()))  # type: ignore[no-untyped-call]  # nor this
        # Of Pillow's ways the fast one: a tenth of the others' time, about the same size.
        method, dither = Image.Quantize.FASTOCTREE, Image.Dither.NONE
        few = pixels.convert("RGB").quantize(self.layout.colours, method, dither=dither)
        few.save(filename_or_obj, "PNG")

    def _fill(self, draw: Callable[..., None], title: str, content: tuple[Any, ...]) -> None:
        if not self.figure.axes:
            for plot in self.layout.plots:
                _add_axes(self.figure, plot)
        for axes in self.figure.axes:
            _empty(axes)
        for text in list(self.figure.texts):
            text.remove()
        draw(*self.figure.axes, *content)
        for axes in self.figure.axes:
            _tame(axes)
        self.figure.text(0.02, 0.98, title, va="top", color=INK, size=TITLE, parse_math=False)


def png(draw: Callable[..., None], title: str, content: tuple[Any, ...], layout: Layout) -> bytes:
    """A small PNG of what ``draw(*axes, *content)`` draws on the axes of ``layout``.

    It looks the same whatever matplotlib's settings are, and numbers that no screen can show,
    as a wrong answer may give them, neither stop it nor make it warn.
    """
    with unwarned(), matplotlib.style.context("default"):
        canvas = _canvas(layout)
        canvas.show(draw, title, content, layout)
        file = io.BytesIO()
        canvas.figure.savefig(file, format="png", dpi="figure")
    return file.getvalue()


_canvas = functools.cache(StillCanvas)


def _add_axes(figure: Figure, plot: Plot) -> None:
    axes = figure.add_axes(plot.place)
    if plot.bare:
        axes.axis("off")
        return
    if plot.equal:
        axes.set_aspect("equal")
    axes.tick_params(labelsize=NUMBERS, length=2.5, width=0.6, color=INK, labelcolor=INK)
    axes.spines[:].set(color=SOFT, linewidth=0.6)
    # Places of their own spare matplotlib a search for room beside the numbers.
    axes.xaxis.set_label_coords(0.5, -0.08)
    axes.yaxis.set_label_coords(-0.1, 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    if plot.log:
        axes.set_yscale("log")
        axes.yaxis.set(
            major_locator=LogLocator(numticks=5),
            minor_locator=NullLocator(),
            major_formatter=FuncFormatter(lambda value, _: _power(value)),
        )


def _power(value: float) -> str:
    return "10" + str(round(math.log10(value))).translate(RAISED)


def _empty(axes: Axes) -> None:
    """Take off what the last still has put on."""
    drawn = [*axes.lines, *axes.collections, *axes.patches, *axes.images, *axes.texts]
    legend = axes.get_legend()
    for artist in drawn if legend is None else [*drawn, legend]:
        artist.remove()
    axes.set_prop_cycle(None)
    axes.relim()
    axes.autoscale()


def _tame(axes: Axes) -> None:
    """Bring what lies further out than `LARGEST` nearer, where matplotlib can compute with it."""
    for line in axes.lines:
        places = np.array(line.get_data(), dtype=float)
        finite = np.isfinite(places)
        if (np.abs(places[finite]) > LARGEST).any():
            line.set_data(np.where(finite, np.clip(places, -LARGEST, LARGEST), np.nan))
            axes.relim()
            axes.autoscale_view()


def name_axes(axes: Axes, x: str, y: str) -> None:
    """Write what stands along x and along y."""
    axes.set_xlabel(x, size=NAMES, color=INK, parse_math=False)
    axes.set_ylabel(y, size=NAMES, color=INK, parse_math=False)


def explain(axes: Axes) -> None:
    """Say which curve is what, where there are labels."""
    if axes.get_legend_handles_labels()[0]:
        legend = axes.legend(fontsize=NUMBERS, frameon=False, labelcolor=INK)
        for text in legend.get_texts():
            text.set_parse_math(False)


def contours(
    axes: Axes,
    view: tuple[tuple[float, float], tuple[float, float]],
    heights: Array,
    levels: Sequence[float],
    curves: Sequence[Array] = (),
) -> None:
    """Draw contour lines of ``heights`` over ``view``, with a number at every other level.

    The numbers keep away from ``curves``, ``(n, 2)`` each, and from one another.
    """
    axes.set(xlim=view[0], ylim=view[1])
    rows, columns = heights.shape
    x, y = np.linspace(*view[0], columns), np.linspace(*view[1], rows)
    generator = contour_generator(x, y, np.ma.masked_invalid(heights))
    lines: list[list[Any]] = [list(generator.lines(level)) for level in levels]
    flat = [line for each in lines for line in each]
    axes.add_collection(LineCollection(flat, colors=SOFT, linewidths=0.7), autolim=False)
    low, high = np.array(view).T
    every = np.concatenate([np.full((1, 2), -1e6), *curves])
    taken = (every[np.isfinite(every).all(axis=1)] - low) / (high - low)
    for level, found in list(zip(levels, lines, strict=True))[::2]:
        for line in found:
            spots = (line[:: max(len(line) // 40, 1)] - low) / (high - low)
            spots = spots[(np.abs(spots - 0.5) < 0.5 - APART).all(axis=1)]
            if not len(spots):
                continue
            away = np.hypot(*(spots[:, None] - taken[:: max(len(taken) // 200, 1)]).T).min(axis=0)
            if away.max() < APART:
                continue
            best = spots[int(away.argmax())]
            taken = np.vstack([taken, best])
            _write_level(axes, f"{level:g}", low + best * (high - low))


def _write_level(axes: Axes, words: str, place: Array) -> None:
    box = {"facecolor": "white", "linewidth": 0, "pad": 0.5}
    axes.text(
        place[0], place[1], words, size=NUMBERS, color=SOFT, ha="center", va="center", bbox=box
    )
