"""The states of the two global random generators, as plain data that is checked when it comes."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

_WORDS = 624


def take() -> dict[str, list[float]]:
    """How the generators of `random` and `numpy.random` stand."""
    _, internal, spare = random.getstate()
    _, key, position, has_spare, spare_normal = np.random.get_state(legacy=True)
    return {
        "python": [*internal, -1.0 if spare is None else spare, spare is not None],
        "numpy": [*map(int, key), int(position), int(has_spare), float(spare_normal)],
    }


def put(state: object) -> None:
    """Set the generators as `take` found them on the other side.

    Raises
    ------
    ValueError
        When it is no state that a generator can have.
    """
    if type(state) is not dict or state.keys() != {"python", "numpy"}:
        raise ValueError("a state of random generators came in no known form")
    *internal, spare, has_spare = _checked(state["python"], _WORDS + 3)
    random.setstate((3, tuple(_words(internal)), float(spare) if has_spare else None))
    *internal, has_normal, normal = _checked(state["numpy"], _WORDS + 3)
    *key, position = _words(internal)
    has_normal = 1 if has_normal == 1 else 0
    legacy = ("MT19937", np.array(key, np.uint32), position, has_normal, float(normal))
    np.random.set_state(legacy)


def _checked(values: object, size: int) -> list[float]:
    if type(values) is not list or len(values) != size:
        raise ValueError("the state of a random generator has another length")
    if not all(type(value) in (int, float, bool) for value in values):
        raise ValueError("the state of a random generator holds something that is no number")
    return values


def _words(values: Sequence[float]) -> list[int]:
    """The generator's words and its place among them, each within its bounds."""
    words = [value for value in values if type(value) is int and 0 <= value < 1 << 32]
    if len(words) != len(values):
        raise ValueError("the state of a random generator has words out of bounds")
    if not 0 <= words[-1] <= _WORDS:
        raise ValueError("the state of a random generator points beyond its words")
    return words
