"""Which sliders a picture has, and how far each goes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from course.surfaces.surface import Surface
from course.widget.slider import Override, Slider, require_names

# low, high, usual value, and whether equal ratios lie equally far apart on the slider
USUAL: dict[str, tuple[float, float, float, bool]] = {
    "gamma": (0.0, 0.99, 0.9, False),
    "rho": (0.0, 0.99, 0.9, False),
    "beta1": (0.0, 0.99, 0.9, False),
    "beta2": (0.5, 0.999, 0.999, False),
    "eps": (1e-10, 1e-1, 1e-8, True),
    "weight_decay": (0.0, 0.5, 0.01, False),
    "kappa": (1.0, 100.0, 20.0, True),
}
SPOKEN = {
    "lr": "learning rate",
    "gamma": "momentum γ",
    "kappa": "condition number κ",
    "beta1": "β₁",
    "beta2": "β₂",
    "eps": "ε",
    "rho": "ρ",
    "weight_decay": "weight decay",
    "sigma": "noise σ",
    "lam": "penalty λ",
}


def controls_for(
    hyper: Mapping[str, float | None], surface: Surface, overrides: Mapping[str, Override]
) -> list[Slider]:
    """A slider for each hyper-parameter, in order, then for each shape parameter.

    Raises
    ------
    ValueError
        When an override names no slider, or its numbers make no range.
    """
    names = [*hyper, *surface.shape]
    require_names(names, overrides)
    return [_control(name, hyper.get(name), surface, overrides.get(name)) for name in names]


def _control(
    name: str, default: float | None, surface: Surface, override: Override | None
) -> Slider:
    low, high, value, log = _usual(name, default, surface)
    if isinstance(override, tuple):
        low, high, value = _range(name, override, value, log)
    elif override is not None:
        value = float(override)
        low, high = min(low, value), max(high, value)
    if name in surface.ranges:  # a surface may not exist outside its range
        low, high = max(low, surface.ranges[name][0]), min(high, surface.ranges[name][1])
    if not low <= value <= high:
        raise ValueError(f"`{name}` must be from {low:g} to {high:g}, got {value:g}")
    spoken, log = SPOKEN.get(name, name), log and low > 0
    return Slider(name, spoken, low, high, value, log, shape=name in surface.shape)


def _usual(name: str, default: float | None, surface: Surface) -> tuple[float, float, float, bool]:
    if name == "lr":
        low, high, value = surface.lr
        log = True
    elif name in surface.shape:
        low, high = surface.ranges[name]
        value, log = surface.shape[name], low > 0
    else:
        low, high, value, log = USUAL.get(name, (0.0, 2 * (default or 0.5), 0.5, False))
    if isinstance(default, (int, float)):
        value = float(default)
        low, high = min(low, value), max(high, value)
    return low, high, value, log


def _range(
    name: str, override: tuple[float, ...], value: float, log: bool
) -> tuple[float, float, float]:
    if len(override) not in (2, 3) or not override[0] < override[1]:
        raise ValueError(
            f"`{name}` takes a number, (low, high) or (low, high, start) with low below high, "
            f"got {override}"
        )
    low, high = float(override[0]), float(override[1])
    if len(override) == 3:
        return low, high, float(override[2])
    if not low <= value <= high:
        value = math.sqrt(low * high) if log and low > 0 else (low + high) / 2
    return low, high, value
