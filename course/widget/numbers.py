"""How numbers are written, and which heights of a surface get a contour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from course.surfaces.surface import Array

LARGEST = float(np.finfo(np.float32).max)


def number(value: float) -> str:
    """Three significant digits, with a true minus sign."""
    return f"{value:.3g}".replace("-", "−").replace("inf", "infinity")


def point(theta: Sequence[float]) -> str:
    """``(−3.2, 2)``."""
    return "(" + ", ".join(number(0.0 if abs(x) < 5e-4 else round(x, 3)) for x in theta) + ")"


def settings(values: Mapping[str, float]) -> str:
    """``lr = 0.02, gamma = 0.9``."""
    return ", ".join(f"{name} = {number(value)}" for name, value in values.items())


def as_bytes(numbers: Array) -> bytes:
    """As float32, which holds what a screen can show; what is larger becomes the largest."""
    return np.clip(np.nan_to_num(numbers), -LARGEST, LARGEST).astype("<f4").tobytes()


def levels(heights: Array, lowest: float) -> list[float]:
    """Round heights to draw: equally far apart, or by ratios where most of it is low."""
    highest, middle = float(heights.max()), float(np.median(heights))
    if not highest > lowest:
        return []
    if lowest < -1e-9 * highest or middle - lowest > 0.6 * (highest - lowest):
        return _even(lowest, highest)
    low = max(lowest, float(np.quantile(heights, 0.003)), highest / 2e4)
    return _by_ratios(low, highest)


def _even(lowest: float, highest: float) -> list[float]:
    """About a dozen multiples of 1, 2 or 5 times a power of ten."""
    rough = (highest - lowest) / 12
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
    first, last = math.floor(lowest / step) + 1, math.ceil(highest / step) - 1
    return [float(f"{i * step:.10g}") for i in range(first, last + 1)]


def _by_ratios(low: float, highest: float) -> list[float]:
    """Levels 1, 2, 5, 10, 20, … times a power of ten; fewer a decade where that is too many."""
    bottom, top = math.floor(math.log10(low)), math.floor(math.log10(highest))
    digits = (1, 2, 5) if top - bottom <= 4 else (1, 3)
    levels = [digit * 10.0**power for power in range(bottom, top + 1) for digit in digits]
    return [float(f"{level:.1g}") for level in levels if low < level < highest]
