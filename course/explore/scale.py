"""One direction of a panel: from values to pixels, and the numbers that stand along it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator, ScalarFormatter

from course.explore.pen import NUMBERS, Number
from course.surfaces.surface import Array, Span

_MARGIN = 0.05  # of the data's span, beyond both its ends, as matplotlib leaves
_STEPS = [1, 2, 2.5, 5, 10]


@dataclass(frozen=True)
class Scale:
    """Values from ``view[0]`` to ``view[1]`` lie between two pixels; by ratios if ``log``."""

    view: Span
    pixels: Span
    log: bool = False

    def __call__(self, values: Array | Sequence[float]) -> Array:
        """Pixels of values; what has no logarithm is far below."""
        low, high = self._straight(np.array(self.view))
        first, last = self.pixels
        with np.errstate(all="ignore"):
            parts = (self._straight(np.asarray(values, float)) - low) / (high - low)
            return np.asarray(first + parts * (last - first))

    def _straight(self, values: Array) -> Array:
        if not self.log:
            return values
        with np.errstate(all="ignore"):
            return np.where(values > 0, np.log10(np.where(values > 0, values, 1.0)), -1000.0)

    def numbers(self, dots: float, wide: float) -> tuple[list[tuple[float, Number]], str]:
        """Pixels and words of round values, and what they all are multiplied by, "" if nothing.

        Parameters
        ----------
        dots
            Pixels of a point.
        wide
            How far apart numbers stand at least, in heights of their type.
        """
        room = abs(self.pixels[1] - self.pixels[0]) / dots / (NUMBERS * wide)
        most = int(min(max(room, 1), 9))
        if self.log:
            powers = self._within(LogLocator(numticks=max(most, 2)).tick_values(*self.view))
            if len(powers) > 1:
                return self._placed(powers, [_power(value) for value in powers]), ""
        values = self._within(MaxNLocator(most, steps=_STEPS).tick_values(*self.view))
        words: Any = ScalarFormatter()
        words.create_dummy_axis()
        words.axis.set_view_interval(*self.view)
        found = [(word, "") for word in words.format_ticks(values)]
        return self._placed(values, found), words.get_offset()

    def _within(self, values: Iterable[float]) -> list[float]:
        """Those of `values` that are between the ends, up to rounding."""
        pixels = self(list(values))
        first, last = sorted(self.pixels)
        inside = (pixels > first - 1e-6) & (pixels < last + 1e-6)
        return [float(value) for value in np.array(list(values))[inside]]

    def _placed(self, values: list[float], words: list[Number]) -> list[tuple[float, Number]]:
        return list(zip(self(values).tolist(), words, strict=True))


def _power(value: float) -> Number:
    return "10", f"{round(math.log10(value))}".replace("-", "−")


def view_of(values: Iterable[Array], log: bool = False) -> Span:
    """A span that holds all finite values, with a margin; all positive ones if ``log``."""
    whole = np.concatenate([np.asarray(each, float).ravel() for each in values] or [np.ones(1)])
    whole = whole[np.isfinite(whole) & ((whole > 0) | (not log))]
    low, high = (float(whole.min()), float(whole.max())) if len(whole) else (1.0, 1.0)
    if log:
        margin = (high / low) ** _MARGIN if high > low else 10.0
        return low / margin, high * margin
    margin = _MARGIN * (high - low) if high > low else _MARGIN * abs(high) or _MARGIN
    return low - margin, high + margin
