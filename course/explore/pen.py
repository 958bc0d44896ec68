"""Lines, marks and words on a still, in pixels from the lower left, by matplotlib's renderer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.cbook import is_math_text
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from course.explore.letters import Letters
from course.surfaces.surface import Array

INK, SOFT = "#3c4654", "#9aa7b4"
NUMBERS, RAISED, NAMES, TITLE = 7, 6, 8, 10  # points
SHAPES = {
    "o": Path.unit_circle(),
    "s": Path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)], closed=True),
    "*": Path.unit_regular_star(5, innerCircle=0.381966),
}
DASHES = {"-": (), "--": (3.7, 1.6), ":": (1.0, 1.65)}  # in line widths
_FARTHEST = 1e6  # pixels

Place = tuple[float, float]
Number = tuple[str, str]  # words, and the power that is raised behind them


@dataclass(frozen=True)
class Curve:
    """A line, or marks, or both; see `course.explore.panel.Panel.curve`."""

    places: Array
    colour: str
    width: float = 1.5
    style: str = "-"
    mark: str = ""
    size: float = 0.0
    label: str = ""
    alpha: float = 1.0


class Pen:
    """Draws with `renderer`; with `within`, only what is in that box."""

    def __init__(self, renderer: Any, within: Bbox | None = None) -> None:
        self.renderer, self.within = renderer, within
        self._canvas = renderer.get_canvas_width_height()[1]
        self._letters = Letters(renderer.dpi)
        self.height: float = self._metrics("0", NUMBERS)[1]

    def _context(self, colour: str, points: float = 0.0, alpha: float = 1.0) -> Any:
        context = self.renderer.new_gc()
        context.set_alpha(alpha)
        context.set_foreground(colour)
        context.set_linewidth(self.renderer.points_to_pixels(points))
        context.set_clip_rectangle(self.within)
        return context

    def line(
        self, places: Array, colour: str, points: float, style: str = "-", alpha: float = 1.0
    ) -> None:
        """A line through `places`, ``(n, 2)``, so many points wide; what is not finite is a gap."""
        context = self._context(colour, points, alpha)
        context.set_joinstyle("round")
        if DASHES[style]:
            unit = self.renderer.points_to_pixels(points)
            context.set_dashes(0, [unit * part for part in DASHES[style]])
        path = Path(_bounded(places))
        self.renderer.draw_path(context, path, IdentityTransform())
        context.restore()

    def ruled(self, lines: Sequence[Sequence[Place]], colour: str) -> None:
        """Thin straight lines, each on a row or a column of pixels."""
        if not lines:
            return
        context = self._context(colour, 0.6)
        context.set_snap(True)
        path = Path.make_compound_path(*map(Path, lines))
        self.renderer.draw_path(context, path, IdentityTransform())
        context.restore()

    def marks(self, places: Array, colour: str, points: float, shape: str) -> None:
        """One of `SHAPES`, so many points wide, at each of `places` that is finite."""
        context = self._context(colour)
        size = Affine2D().scale(self.renderer.points_to_pixels(points) / 2)
        path = Path(_bounded(places))
        self.renderer.draw_markers(
            context, SHAPES[shape], size, path, IdentityTransform(), to_rgba(colour)
        )
        context.restore()

    def curve(self, curve: Curve, places: Array) -> None:
        """A curve's line and its marks at `places`, in pixels."""
        if curve.width:
            self.line(places, curve.colour, curve.width, curve.style, curve.alpha)
        if curve.mark:
            self.marks(places, curve.colour, curve.size, curve.mark)

    def box(self, low: Place, high: Place) -> None:
        """A white rectangle."""
        (x, y), (right, top) = low, high
        corners = Path([(x, y), (right, y), (right, top), (x, top), (x, y)], closed=True)
        context = self._context("white")
        self.renderer.draw_path(context, corners, IdentityTransform(), (1.0, 1.0, 1.0, 1.0))
        context.restore()

    def width(self, words: str, size: int = NUMBERS) -> float:
        """How wide `words` will be."""
        return self._metrics(words, size)[0]

    def _metrics(self, words: str, size: int) -> tuple[float, float, float]:
        known = self._letters.word(words, size)
        if known is not None:
            return known.width, known.height, known.descent
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
        self,
        words: str,
        place: Place,
        anchor: Place,
        size: int = NUMBERS,
        angle: int = 0,
        colour: str = INK,
    ) -> float:
        """Write `words` so that the point `anchor` of their box, (0, 0) to (1, 1), is at `place`.

        Written upwards with ``angle=90``, the box is turned with them. Returns their width.
        """
        if not words:
            return 0.0
        width, height, descent = self._metrics(words, size)
        right, up = -anchor[0] * width, descent - anchor[1] * height
        x, y = (place[0] - up, place[1] + right) if angle else (place[0] + right, place[1] + up)
        context = self._context(colour)
        known = self._letters.word(words, size)
        if known is None:
            prop, math = FontProperties(size=size), is_math_text(words)
            self.renderer.draw_text(context, x, self._canvas - y, words, prop, angle, ismath=math)
        elif angle:
            high = known.ink.shape[0] - known.descent
            self._ink(context, np.rot90(known.ink), (x - high, y + known.left), colour)
        else:
            self._ink(context, known.ink, (x + known.left, y - known.descent), colour)
        context.restore()
        return width

    def _ink(self, context: Any, ink: Array, place: Place, colour: str) -> None:
        """Colour a word's picture, its lower left corner at `place`."""
        pixels = np.empty((*ink.shape, 4), np.uint8)
        pixels[:] = np.round(255 * np.array(to_rgba(colour)))
        pixels[..., 3] = ink
        self.renderer.draw_image(context, round(place[0]), round(place[1]), pixels[::-1])


def _bounded(places: Array) -> Array:
    """Pixels that the renderer can count."""
    return np.clip(places, -_FARTHEST, _FARTHEST)
