"""The exercise's own numbers: what a factor or a difference may be called."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

Quantities = dict[str, Any]
"""Numbers or arrays by their names, such as lr, 1 − gamma, or gamma · velocity."""


def scalars(given: dict[str, Any]) -> Quantities:
    """Return the numbers that a call was given, and the sizes of what it was given."""
    found: Quantities = {}
    for name, value in given.items():
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            found[name] = float(value)
    found.update(_sizes(given))
    return found


def _sizes(given: dict[str, Any]) -> Quantities:
    """Name sizes as the course does: X is (m, d), and so are logits and G; x is (n,)."""
    arrays = {name: each for name, each in given.items() if isinstance(each, np.ndarray)}
    found: Quantities = {}
    for name in ("X", "logits", "G"):
        rows = arrays.get(name)
        if rows is not None and rows.ndim == 2 and "dD" not in given:
            found["m"] = float(len(rows))
            found |= {} if name == "logits" else {"d": float(rows.shape[1])}
    if "x" in arrays and arrays["x"].ndim == 1:
        found["n"] = float(len(arrays["x"]))
    return found


def factors(given: dict[str, Any]) -> Quantities:
    """Return every number that a result may be too large by, by its name."""
    found: Quantities = {}
    own = scalars(given)
    for name, value in own.items():
        found |= _powers(name, value)
        if 0 < value < 1:
            found |= _powers(f"(1 − {name})", 1 - value)
    if "t" in own:
        for name in ("beta1", "beta2", "beta"):
            if name in own:
                found |= _powers(f"(1 − {name}ᵗ)", 1 - own[name] ** own["t"])
    for name in ("m", "n"):
        if own.get(name, 0) > 1:
            found[f"{name}/({name} − 1)"] = own[name] / (own[name] - 1)
            found[f"({name} − 1)/{name}"] = (own[name] - 1) / own[name]
    for (one, first), (other, second) in combinations(own.items(), 2):
        if first and second:
            found[f"{one} · {other}"] = first * second
            found[f"1/({one} · {other})"] = 1 / (first * second)
            found[f"{one}/{other}"] = first / second
            found[f"{other}/{one}"] = second / first
    return {name: value for name, value in found.items() if _is_telling(value)}


def _powers(name: str, value: float) -> Quantities:
    found = {name: value, f"{name}²": value**2}
    if value > 0:
        found |= {f"1/{name}": 1 / value, f"1/{name}²": 1 / value**2}
        found |= {f"√{name}": value**0.5, f"1/√{name}": value**-0.5}
    return found


def _is_telling(value: float) -> bool:
    """Whether being off by this factor can be seen at all."""
    return bool(np.isfinite(value)) and value != 0 and abs(value - 1) > 1e-3


def summands(given: dict[str, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """Give what a result may lack or have too much: arguments, and numbers times arguments."""
    own = {name: value for name, value in scalars(given).items() if name in given}
    arrays = {
        name: np.asarray(value, dtype=float)
        for name, value in given.items()
        if isinstance(value, np.ndarray) and value.dtype.kind in "iuf"
    }
    for name, value in own.items():
        yield name, np.asarray(value)
    for name, array in arrays.items():
        yield name, array
        for scalar, value in own.items():
            yield f"{scalar} · {name}", value * array
            if 0 < value < 1:
                yield f"(1 − {scalar}) · {name}", (1 - value) * array
            if value:
                yield f"{name}/{scalar}", array / value
