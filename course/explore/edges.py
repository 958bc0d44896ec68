"""What stands at the edges of a still's axes: frame, ticks, numbers, names.

Matplotlib's own axis makes an artist of each tick and of each number, which took most of a
still's time. Here one artist draws them all, at the places that matplotlib's locators choose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.cbook import is_math_text
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox, IdentityTransform

INK, SOFT = "#3c4654", "#9aa7b4"
NUMBERS, RAISED, NAMES = 7, 6, 8  # points
# pixels
_TICK, _GAP, _SAMPLE, _MARGIN = 2.5, 3.0, 18.0, 6.0
_LEFT, _BELOW, _BESIDE = 50.0, 32.0, 10.0  # room that all of it takes around the axes

Place = tuple[float, float]
Number = tuple[str, str]  # words, and the power that is raised behind them


def plain(axes: Axes) -> None:
    """Give axes a thin frame, small numbers and names, and a list of the lines with a label."""
    axes.set_axis_off()
    axes.add_artist(Edges(axes))


class Edges(Artist):
    """Frame, ticks, numbers and names of `around`; and what its lines mean."""

    zorder = 2.5  # as matplotlib's own

    def __init__(self, around: Axes) -> None:
        super().__init__()
        self.around = around
        self.set_clip_on(False)

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """About what it covers."""
        box = self.around.bbox
        return Bbox.from_extents(
            box.x0 - _LEFT, box.y0 - _BELOW, box.x1 + _BESIDE, box.y1 + _BESIDE
        )

    def draw(self, renderer: Any) -> None:
        """Draw all of it."""
        axes, box, pen = self.around, self.around.bbox, Pen(renderer)
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
        pen.lines([[*corners, corners[0]]], SOFT)
        across, up = _marks(axes, axes.xaxis), _marks(axes, axes.yaxis)
        below = [[(x, box.y0), (x, box.y0 - _TICK)] for x, _ in across]
        pen.lines(below + [[(box.x0, y), (box.x0 - _TICK, y)] for y, _ in up], INK)
        base = box.y0 - _TICK - _GAP
        for x, number in across:
            pen.number(number, (x, base), (0.5, 1))
        end = box.x0 - _TICK - _GAP
        widest = max((pen.number(number, (end, y), (1, 0.5)) for y, number in up), default=0.0)
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        pen.write(axes.get_xlabel(), (middle[0], base - 2 * pen.height), (0.5, 1), NAMES)
        beside = end - widest - 2 * _GAP, middle[1]
        pen.write(axes.get_ylabel(), beside, (0.5, 0), NAMES, angle=90)
        for axis, place in ((axes.xaxis, corners[1]), (axes.yaxis, corners[3])):
            offset = axis.get_major_formatter().get_offset()
            pen.write(offset, (place[0], place[1] + _GAP), (0, 0))
        self._explain(axes, pen)

    def _explain(self, axes: Axes, pen: Pen) -> None:
        """Which line is what, in the corner that covers fewest of their points."""
        named = [line for line in axes.get_lines() if not str(line.get_label()).startswith("_")]
        if not named:
            return
        words = [str(line.get_label()) for line in named]
        row = 1.5 * pen.height
        wide = max(map(pen.width, words)) + _SAMPLE + _MARGIN
        left, top = _emptiest(axes, wide + _MARGIN, len(words) * row + 2 * _MARGIN)
        for number, (line, word) in enumerate(zip(named, words, strict=True)):
            y = top - _MARGIN - (number + 0.5) * row
            pen.sample(line, left, y)
            pen.write(word, (left + _SAMPLE + _MARGIN, y), (0, 0.5))


class Pen:
    """Draws lines and words, in pixels from the lower left."""

    def __init__(self, renderer: Any) -> None:
        self.renderer = renderer
        self._canvas = renderer.get_canvas_width_height()[1]
        self.height: float = renderer.get_text_width_height_descent(
            "0", FontProperties(size=NUMBERS), False
        )[1]

    def lines(self, lines: list[list[Place]], colour: str) -> None:
        """Thin straight lines."""
        if not lines:
            return
        gc = self.renderer.new_gc()
        gc.set_foreground(colour)
        gc.set_linewidth(self.renderer.points_to_pixels(0.6))
        gc.set_snap(True)
        path = Path.make_compound_path(*map(Path, lines))
        self.renderer.draw_path(gc, path, IdentityTransform())
        gc.restore()

    def sample(self, line: Line2D, left: float, y: float) -> None:
        """A piece of line that looks like `line`, or one of its markers."""
        joined = line.get_linestyle() not in ("None", " ", "")
        ends = (left, left + _SAMPLE) if joined else (left + _SAMPLE / 2,)
        piece = Line2D(ends, [y] * len(ends))
        piece.update_from(line)
        piece.set_figure(line.figure)
        piece.set_transform(IdentityTransform())
        piece.set_clip_on(False)
        piece.draw(self.renderer)

    def width(self, words: str, size: int = NUMBERS) -> float:
        """How wide `words` will be."""
        return self._metrics(words, size)[0]

    def _metrics(self, words: str, size: int) -> tuple[float, float, float]:
        measured: tuple[float, float, float] = self.renderer.get_text_width_height_descent(
            words, FontProperties(size=size), is_math_text(words)
        )
        return measured

    def number(self, number: Number, place: Place, anchor: Place) -> float:
        """Write a number, with a power raised behind it; see `write`."""
        words, power = number
        if not power:
            return self.write(words, place, anchor)
        wide, more = self.width(words), self.width(power, RAISED)
        left = place[0] - anchor[0] * (wide + more)
        self.write(words, (left, place[1]), (0, anchor[1]))
        self.write(power, (left + wide, place[1] + self.height / 2), (0, anchor[1]), RAISED)
        return wide + more

    def write(
        self, words: str, place: Place, anchor: Place, size: int = NUMBERS, angle: int = 0
    ) -> float:
        """Write `words` so that the point `anchor` of their box, (0, 0) to (1, 1), is at `place`.

        Written upwards with ``angle=90``, the box is turned with them. Returns their width.
        """
        if not words:
            return 0.0
        width, height, descent = self._metrics(words, size)
        right, up = -anchor[0] * width, descent - anchor[1] * height
        x, y = (place[0] - up, place[1] + right) if angle else (place[0] + right, place[1] + up)
        gc = self.renderer.new_gc()
        gc.set_foreground(INK)
        prop, math = FontProperties(size=size), is_math_text(words)
        self.renderer.draw_text(gc, x, self._canvas - y, words, prop, angle, ismath=math)
        gc.restore()
        return width


def _marks(axes: Axes, axis: Axis) -> list[tuple[float, Number]]:
    """The ticks of an axis in view: their pixels, their numbers in words, and powers of these."""
    places = _in_view(axis, axis.get_majorticklocs())
    powers = [""] * len(places)
    if axis.get_scale() != "log":
        words = axis.get_major_formatter().format_ticks(places)
    elif len(places) > 1:  # in plain type: setting a formula takes 3 ms
        words = ["10"] * len(places)
        powers = [f"{round(math.log10(place))}".replace("-", "−") for place in places]
    else:  # within a decade or two
        places = _in_view(
            axis, MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(*axis.get_view_interval())
        )
        words, powers = [f"{place:.6g}" for place in places], [""] * len(places)
    along = 0 if axis is axes.xaxis else 1
    points = np.ones((len(places), 2))  # a place on a logarithmic axis too
    points[:, along] = places
    pixels = axes.transData.transform(points)[:, along].tolist()
    return list(zip(pixels, zip(words, powers, strict=True), strict=True))


def _in_view(axis: Axis, places: Iterable[float]) -> list[float]:
    """Those of `places` that are between the ends of an axis, up to rounding."""
    scaled = axis.get_transform().transform
    low, high = sorted(scaled(axis.get_view_interval()))
    slack = 1e-9 * (high - low)
    return [float(each) for each in places if low - slack <= scaled(each) <= high + slack]


def _emptiest(axes: Axes, width: float, height: float) -> Place:
    """Left and upper end of the box in the corner of `axes` with the fewest points of lines."""
    box = axes.bbox
    lefts, tops = (box.x1 - width, box.x0 + _MARGIN), (box.y1, box.y0 + height)
    corners = [(left, top) for top in tops for left in lefts]
    points = np.concatenate(
        [line.get_transform().transform(line.get_xydata()) for line in axes.get_lines()]
    )

    def covered(corner: Place) -> int:
        away = points - corner
        inside = (away[:, 0] >= 0) & (away[:, 0] <= width) & (away[:, 1] <= 0)
        return int((inside & (away[:, 1] >= -height)).sum())

    return min(corners, key=covered)
