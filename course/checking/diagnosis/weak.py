"""What holds of a wrong result where no relation tells it all: less, and still certain."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from course.checking.diagnosis.parts import listed
from course.checking.diagnosis.quantities import summands
from course.checking.diagnosis.relations import Relation, View, close
from course.counted import counted

_EXACT = 1e-9
_SHOWN = 3  # entries that are listed


def weakly(wrong: list[View]) -> str:
    """Return the first that holds of these pieces, as the rest of a sentence: "is …"; or ""."""
    finite = [bool(np.isfinite(v.got).all() and np.isfinite(v.want).all()) for v in wrong]
    if any(v.want.shape != v.got.shape or not v.want.size for v in wrong):
        return ""
    if not all(finite):
        return _sums(wrong)
    for rule in _RULES:
        if words := rule(wrong):
            return words
    return ""


def _larger(wrong: list[View]) -> str:
    """Tell a choice, entry by entry, between two arguments or numbers times arguments."""
    fitting = []
    for one, other in combinations(_sizes(wrong[0]), 2):
        for words, choose in (("larger", np.maximum), ("smaller", np.minimum)):
            if all(_chooses(v, one, other, choose) for v in wrong):
                fitting.append(f"is in each place the {words} of {one} and {other}")
    return fitting[0] if len(fitting) == 1 else ""


def _sizes(view: View) -> dict[str, np.ndarray]:
    found = {name: array for name, array in summands(view.given) if array.shape == view.want.shape}
    return found | {f"{name} without its sign": np.abs(a) for name, a in found.items()}


def _chooses(view: View, one: str, other: str, choose: Callable[..., np.ndarray]) -> bool:
    sizes = _sizes(view)
    if view.want.size < 2 or not {one, other} <= set(sizes):
        return False
    first, second = sizes[one], sizes[other]
    both = choose(first, second)
    return close(both, view.got) and not close(both, first)


def _decimals(wrong: list[View]) -> str:
    """Tell numbers that are near, and have one, two or three decimals alone."""
    got = np.concatenate([v.got.ravel() for v in wrong])
    want = np.concatenate([v.want.ravel() for v in wrong])
    for places in (1, 2, 3):
        unit = 10.0**-places
        if np.abs(got - np.round(got, places)).max() > _EXACT:
            continue
        away = np.abs(got - want).max()
        if len(np.unique(want)) < 3 or away > unit + _EXACT:
            return ""
        return (
            f"is never more than {unit:g} off in these examples, and has no more than "
            f"{counted(places, 'decimal')}, as if it were rounded or looked up on a grid"
        )
    return ""


def _sums(wrong: list[View]) -> str:
    """Tell rows or columns that should all have the same sum, and do not."""
    if any(v.want.ndim != 2 or v.want.size < 4 for v in wrong):
        return ""
    for axis, what in ((1, "row"), (0, "column")):
        sums = np.concatenate([v.want.sum(axis=axis) for v in wrong])
        total = float(np.round(sums[0], 6))
        largest = max(float(np.abs(v.want).max()) for v in wrong)
        if np.abs(sums - total).max() > 1e-6 * largest:
            continue
        if all(not _add_up(v, axis, total) for v in wrong):
            return f"should add up to {total:g} in each {what}, and does not"
    return ""


def _add_up(view: View, axis: int, total: float) -> bool:
    with np.errstate(all="ignore"):
        sums = view.got.sum(axis=axis)
        return bool(np.abs(sums - total).max() <= 1e-4 * np.abs(view.want).max())


def _size(wrong: list[View]) -> str:
    """Tell whether all numbers are too large, or all too small, or are so but for their sign."""
    want = np.concatenate([v.want.ravel() for v in wrong])
    got = np.concatenate([v.got.ravel() for v in wrong])
    every = "" if len(got) == 1 else " everywhere"
    if (got > want).all():
        return f"is too large{every}"
    if (got < want).all():
        return f"is too small{every}"
    if not (np.sign(got) == np.sign(want)).all() or not want.all():
        return ""
    if (np.abs(got) < np.abs(want)).all():
        return "has the right sign everywhere, and is everywhere nearer to 0 than it should be"
    if (np.abs(got) > np.abs(want)).all():
        return "has the right sign everywhere, and is everywhere further from 0 than it should be"
    return ""


_RULES: list[Relation] = [_larger, _decimals, _sums, _size]


def right_entries(view: View) -> str:
    """Tell which entries of an array are right, where some are; "" else."""
    if view.want.shape != view.got.shape or not view.want.ndim:
        return ""
    near = np.abs(view.got - view.want) <= view.tolerance * np.abs(view.want).max(initial=0)
    places = [str(place.tolist()) for place in np.argwhere(near)]
    if not places or len(places) == near.size:
        return ""
    if len(places) > _SHOWN:
        return f"{len(places)} of the {counted(near.size, 'entry', 'entries')} are right"
    if len(places) == 1:
        return f"of the {near.size} entries, the one at {places[0]} alone is right"
    return f"of the {near.size} entries, those at {listed(places)} alone are right"
