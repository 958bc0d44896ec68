"""One slider of a lesson picture, and how a reader's own range changes it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course.explore.controls import Control, Override

POSITIONS = 201


@dataclass(frozen=True)
class Slider(Control):
    """A slider; ``whole`` when it holds whole numbers only."""

    whole: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data for the browser, with the positions of a slider of whole numbers."""
        positions = {"positions": self._positions()} if self.whole else {}
        return super().as_json() | positions

    def _positions(self) -> list[float]:
        ends = (self.low, self.high)
        spread = np.geomspace(*ends, POSITIONS) if self.log else np.linspace(*ends, POSITIONS)
        return [float(number) for number in np.unique(np.round(spread))]

    def nearest(self, value: float) -> float:
        """The value it can hold that is nearest to ``value``."""
        inside = min(max(value, self.low), self.high)
        return float(round(inside)) if self.whole else inside


def overridden(sliders: Sequence[Slider], overrides: Mapping[str, Override]) -> list[Slider]:
    """The sliders, with a start ``0.5``, a range ``(0, 1)`` or both ``(0, 1, 0.5)`` by name.

    Raises
    ------
    ValueError
        When an override names no slider, or its numbers make no range.
    """
    names = [slider.name for slider in sliders]
    for name in overrides:
        if name not in names:
            raise ValueError(f"`{name}` is not a control here; there are {', '.join(names)}")
    return [_changed(slider, overrides.get(slider.name)) for slider in sliders]


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
