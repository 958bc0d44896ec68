"""A part of a still: curves and contours in a frame, with numbers along its edges.

Matplotlib's axes are artists of artists: their ticks, numbers and texts took most of a still's
time. Here one artist draws all of it, by matplotlib's renderer and with its rules for ticks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from contourpy import LineType, contour_generator
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from course.explore.labels import explain, write_heights
from course.explore.pen import INK, NAMES, SOFT, TITLE, Curve, Pen
from course.explore.scale import Scale, view_of
from course.surfaces.surface import Array, Span

# pixels
_TICK, _GAP = 2.5, 3.0
_LEFT, _BELOW, _BESIDE = 50.0, 32.0, 10.0  # room that all of it takes around the frame


class Title(Artist):
    """Words in a figure's upper left corner."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """About what it covers."""
        assert isinstance(self.figure, Figure)
        figure = self.figure.bbox
        return Bbox.from_bounds(0.02 * figure.width, 0.92 * figure.height, 1, 0.08 * figure.height)

    def draw(self, renderer: Any) -> None:
        """Write them, line below line."""
        assert isinstance(self.figure, Figure)
        pen, figure = Pen(renderer), self.figure.bbox
        for number, line in enumerate(self.words.splitlines()):
            top = 0.98 * figure.height - 2 * number * pen.height
            pen.write(line, (0.02 * figure.width, top), (0, 1), TITLE)


@dataclass(eq=False)
class Panel(Artist):
    """A framed part of a figure.

    Parameters
    ----------
    place
        Left, lower, width and height as parts of the figure's.
    names
        What stands along x and along y.
    x, y
        The ends of the view; where None, all curves are in it.
    log
        Whether y goes by ratios.
    equal
        Whether a step along y is as long as along x.
    """

    place: tuple[float, float, float, float]
    names: tuple[str, str] = ("", "")
    x: Span | None = None
    y: Span | None = None
    log: bool = False
    equal: bool = False
    curves: list[Curve] = field(default_factory=list)
    heights: list[tuple[Array, Array, Array, Sequence[float]]] = field(default_factory=list)
    levels: list[tuple[float, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def curve(self, places: Any, colour: str, **look: Any) -> None:
        """Add a curve, above the earlier ones.

        Parameters
        ----------
        places
            Its points, ``(n, 2)``.
        colour
            As matplotlib knows it.
        **look
            ``width`` in points, 0 for no line; ``style``, "-", "--" or ":"; ``mark``, one of the
            pen's shapes, ``size`` points wide; ``label`` for the list of curves; ``alpha``.
        """
        self.curves.append(Curve(np.reshape(np.asarray(places, float), (-1, 2)), colour, **look))

    def level(self, y: float, colour: str, style: str) -> None:
        """Add a thin line across the whole panel."""
        self.levels.append((y, colour, style))

    def contours(self, x: Array, y: Array, heights: Array, levels: Sequence[float]) -> None:
        """Add contour lines of ``heights``, ``(len(y), len(x))``, with a number at every other."""
        self.heights.append((x, y, heights, levels))

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """About what it covers."""
        box = self._box()
        return Bbox.from_extents(
            box.x0 - _LEFT, box.y0 - _BELOW, box.x1 + _BESIDE, box.y1 + _BESIDE
        )

    def _box(self) -> Bbox:
        assert isinstance(self.figure, Figure)
        return Bbox.from_bounds(*self.place).transformed(self.figure.transFigure)

    def _scales(self) -> tuple[Bbox, Scale, Scale]:
        """The frame, and where values lie in it."""
        box = self._box()
        levels = np.array([each[0] for each in self.levels])
        x = self.x or view_of([curve.places[:, 0] for curve in self.curves])
        y = self.y or view_of([*(curve.places[:, 1] for curve in self.curves), levels], self.log)
        if self.equal:
            unit = min(box.width / (x[1] - x[0]), box.height / (y[1] - y[0]))
            wide, high = unit * (x[1] - x[0]), unit * (y[1] - y[0])
            left, low = (box.x0 + box.x1 - wide) / 2, (box.y0 + box.y1 - high) / 2
            box = Bbox.from_bounds(left, low, wide, high)
        return box, Scale(x, (box.x0, box.x1)), Scale(y, (box.y0, box.y1), self.log)

    def draw(self, renderer: Any) -> None:
        """Draw all of it."""
        box, across, up = self._scales()
        pen, inside = Pen(renderer), Pen(renderer, box)
        drawn = [
            np.stack([across(one.places[:, 0]), up(one.places[:, 1])], 1) for one in self.curves
        ]
        lines = self._contour_lines(across, up)
        for line, _ in lines:
            inside.line(line, SOFT, 0.7)
        write_heights(inside, box, lines, drawn)
        for y, colour, style in self.levels:
            drawn.append(np.linspace((box.x0, up([y])[0]), (box.x1, up([y])[0])))
            inside.line(drawn[-1], colour, 0.9, style)
        for curve, places in zip(self.curves, drawn, strict=False):
            inside.curve(curve, places)
        self._draw_edges(pen, box, across, up)
        explain(pen, box, self.curves, drawn)

    def _contour_lines(self, across: Scale, up: Scale) -> list[tuple[Array, str]]:
        """Lines in pixels, with the number of each, "" for none."""
        found: list[tuple[Array, str]] = []
        for x, y, heights, levels in self.heights:
            known = np.ma.masked_invalid(heights)
            generator = contour_generator(across(x), up(y), known, line_type=LineType.Separate)
            for number, level in enumerate(levels):
                word = "" if number % 2 else f"{level:g}"
                made: Any = generator.lines(level)  # a list of arrays, one for each line
                found += [(line, word) for line in made]
        return found

    def _draw_edges(self, pen: Pen, box: Bbox, across: Scale, up: Scale) -> None:
        """Frame, ticks, numbers and names."""
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
        pen.ruled([[*corners, corners[0]]], SOFT)
        dots = pen.renderer.points_to_pixels(1.0)
        (below, x_times), (beside, y_times) = across.numbers(dots, 3), up.numbers(dots, 2)
        ticks = [[(x, box.y0), (x, box.y0 - _TICK)] for x, _ in below]
        pen.ruled(ticks + [[(box.x0, y), (box.x0 - _TICK, y)] for y, _ in beside], INK)
        base, end = box.y0 - _TICK - _GAP, box.x0 - _TICK - _GAP
        for x, number in below:
            pen.number(number, (x, base), (0.5, 1))
        widest = max((pen.number(one, (end, y), (1, 0.5)) for y, one in beside), default=0.0)
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        pen.write(self.names[0], (middle[0], base - 2 * pen.height), (0.5, 1), NAMES)
        left = end - widest - _GAP, middle[1]
        pen.write(self.names[1], left, (0.5, 0), NAMES, angle=90)
        pen.write(x_times, (box.x1, base - 2 * pen.height), (1, 1))
        pen.write(y_times, (box.x0, box.y1 + _GAP), (0, 0))
