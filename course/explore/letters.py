"""Words as small pictures, each made once.

A font's hints take most of the time of a drawing: matplotlib computes them twice for each word,
to measure it and to draw it, and again for the next picture.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import get_hinting_flag
from matplotlib.cbook import is_math_text
from matplotlib.font_manager import FontProperties, findfont, get_font


@dataclass(frozen=True, eq=False)
class Word:
    """A word's picture.

    Attributes
    ----------
    ink : ndarray of uint8
        How far each pixel is covered, rows from above, without an empty edge.
    width, height, descent : float
        In pixels; the descent is what lies below the line that the word stands on.
    left : int
        Pixels from where the word begins to its first ink.
    """

    ink: Any
    width: float
    height: float
    descent: float
    left: int


class Letters:
    """Matplotlib's usual font at a resolution, as it is set now."""

    def __init__(self, dpi: float) -> None:
        # matplotlib gives this function no types
        self._kind = dpi, findfont(FontProperties()), get_hinting_flag()  # type: ignore[no-untyped-call]

    def word(self, words: str, points: float) -> Word | None:
        """The picture of `words`; None for a formula, or where the font lacks a letter."""
        return None if is_math_text(words) else _word(words, points, *self._kind)


@functools.lru_cache(maxsize=1000)
def _word(words: str, points: float, dpi: float, file: str, hinting: Any) -> Word | None:
    font = get_font(file)
    if not all(map(font.get_char_index, map(ord, words))):
        return None
    font.clear()
    font.set_size(points, dpi)
    font.set_text(words, 0.0, flags=hinting)
    font.draw_glyphs_to_bitmap(antialiased=True)
    ink = np.array(font.get_image())
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows):
        ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width, height = font.get_width_height()
    left = font.get_bitmap_offset()[0] + 64 * int(columns[0] if len(rows) else 0)
    return Word(ink, width / 64, height / 64, font.get_descent() / 64, round(left / 64))
