"""One slider of a picture, and how a reader's own range changes it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

POSITIONS = 201
Override = float | tuple[float, ...]


@dataclass(frozen=True)
class Slider:
    """A slider.

    Attributes
    ----------
    spoken
        What its quantity is called; its own name when there is nothing more to say.
    log
        Whether equal ratios lie equally far apart on it.
    whole
        Whether it holds whole numbers only.
    shape
        Whether it changes what lies under the paths, which takes many more numbers.
    """

    name: str
    spoken: str
    low: float
    high: float
    value: float
    log: bool
    whole: bool = False
    shape: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data for the browser, with the positions of a slider of whole numbers."""
        positions = {"positions": self.positions(POSITIONS)} if self.whole else {}
        return asdict(self) | positions

    def positions(self, count: int) -> list[float]:
        """About ``count`` values from end to end that it can hold, in order."""
        spaced = np.geomspace if self.log else np.linspace
        inner = [float(f"{each:.3g}") for each in spaced(self.low, self.high, count)[1:-1]]
        values = [self.nearest(each) for each in (self.low, *inner, self.high)]
        return list(dict.fromkeys(values))

    def nearest(self, value: float) -> float:
        """The value it can hold that is nearest to ``value``."""
        inside = min(max(value, self.low), self.high)
        return float(round(inside)) if self.whole else inside


def within(
    sliders: Sequence[Slider], wanted: Mapping[str, float], before: Mapping[str, float]
) -> dict[str, float]:
    """Values that the sliders can hold: those wanted that are numbers, else those before."""
    values = dict(before)
    for slider in sliders:
        value = float(wanted.get(slider.name, math.nan))
        if math.isfinite(value):
            values[slider.name] = slider.nearest(value)
    return values


def overridden(sliders: Sequence[Slider], overrides: Mapping[str, Override]) -> list[Slider]:
    """The sliders, with a start ``0.5``, a range ``(0, 1)`` or both ``(0, 1, 0.5)`` by name.

    Raises
    ------
    ValueError
        When an override names no slider, or its numbers make no range.
    """
    require_names([slider.name for slider in sliders], overrides)
    return [_changed(slider, overrides.get(slider.name)) for slider in sliders]


def require_names(names: Sequence[str], overrides: Mapping[str, Override]) -> None:
    """Raise `ValueError` when one of ``overrides`` is for no slider of these names."""
    for name in overrides:
        if name not in names:
            raise ValueError(f"`{name}` is not a control here; there are {', '.join(names)}")


def _changed(slider: Slider, override: Override | None) -> Slider:
    if override is None:
        return slider
    numbers = override if isinstance(override, tuple) else (override,)
    if len(numbers) > 3 or not all(math.isfinite(number) for number in numbers):
        numbers = ()
    low, high = numbers[:2] if len(numbers) > 1 else (slider.low, slider.high)
    start = numbers[-1] if len(numbers) in (1, 3) else min(max(slider.value, low), high)
    low, high = min(low, start), max(high, start)
    if not numbers or not low < high or (slider.log and low <= 0):
        above = " above 0" if slider.log else ""
        raise ValueError(
            f"`{slider.name}` takes a number, (low, high) or (low, high, start){above} with low "
            f"below high, got {override}"
        )
    return replace(slider, low=float(low), high=float(high), value=float(start))
