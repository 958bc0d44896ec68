"""How what came is related to what was expected, where one relation holds wherever it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checking.diagnosis.quantities import factors, summands
from course.compare import TOLERANCE
from course.counted import counted

_SAME = 1e-6
"""How exactly a relation must hold, relative to the largest number: closer than `check` asks."""


@dataclass(frozen=True)
class View:
    """One piece of one example's result, as an array, beside the one expected."""

    want: np.ndarray
    got: np.ndarray
    given: dict[str, Any] = field(default_factory=dict)
    tolerance: float = TOLERANCE

    def is_right(self) -> bool:
        """Whether the two agree."""
        return self.want.shape == self.got.shape and close(self.want, self.got, self.tolerance)


def close(one: np.ndarray, other: np.ndarray, tolerance: float = _SAME) -> bool:
    """Whether two arrays of one shape hold the same, relative to their largest entry."""
    if one.shape != other.shape or not (np.isfinite(one).all() and np.isfinite(other).all()):
        return False
    scale = max(float(np.abs(one).max(initial=0.0)), float(np.abs(other).max(initial=0.0)))
    return bool(np.allclose(one, other, rtol=0.0, atol=tolerance * scale))


Relation = Callable[[list[View]], str]


def relation(wrong: list[View], is_path: bool = False) -> str:
    """Return what holds of all these pieces, as the rest of a sentence: "is …"; or "".

    Parameters
    ----------
    wrong : list of View
        One piece of the result in each example where it is wrong.
    is_path : bool
        Whether its rows are the steps of a path.
    """
    other_shape = [v for v in wrong if v.want.shape != v.got.shape]
    if other_shape and len(other_shape) < len(wrong):
        return _another_shape(other_shape)
    rules = _OTHER_SHAPE if other_shape else _SAME_SHAPE
    for rule in rules:
        if words := rule(wrong):
            return words
    if rules is _SAME_SHAPE:
        return _places(wrong, "step" if is_path else "row") or _is_not_far(wrong)
    return _another_shape(wrong)


def _every(wrong: list[View], holds: Callable[[View], bool]) -> bool:
    return all(map(holds, wrong))


def _numbers(wrong: list[View]) -> int:
    """How many different numbers other than 0 are expected: the evidence that a relation has."""
    return len({round(abs(float(x)), 9) for view in wrong for x in view.want.flat if abs(x) > 1e-9})


# --- another shape ---------------------------------------------------------------------------


def _is_turned(wrong: list[View]) -> str:
    def holds(v: View) -> bool:
        return v.want.ndim == 2 and close(v.want, v.got.T)

    return "is right but transposed" if _every(wrong, holds) else ""


def _has_another_axis(wrong: list[View]) -> str:
    def holds(v: View) -> bool:
        return v.got.size == v.want.size and close(v.want.ravel(), v.got.ravel())

    if not _every(wrong, holds):
        return ""
    got, want = wrong[0].got.shape, wrong[0].want.shape
    expected = f"shape {want}" if want else "one plain number"
    return f"holds the right numbers in the shape {got}, where {expected} is expected"


def _still_a_sum(wrong: list[View]) -> str:
    """Tell results along one of whose axes the sum, or the mean, is what is expected."""
    for name, reduce in (("sum", np.sum), ("mean", np.mean)):
        for axis in (None, 0, 1):

            def holds(v: View, reduce: Any = reduce, axis: Any = axis) -> bool:
                if axis is None:
                    return not v.want.ndim and v.got.ndim > 0 and close(v.want, reduce(v.got))
                return v.got.ndim == v.want.ndim + 1 > axis + 1 and close(
                    v.want, reduce(v.got, axis=axis)
                )

            if _every(wrong, holds):
                over = {None: "", 0: " of its rows", 1: " of its columns"}[axis]
                return (
                    f"has the shape {wrong[0].got.shape}, and the {name}{over} would be what is "
                    "expected"
                )
    return ""


def _another_shape(wrong: list[View]) -> str:
    if _every(wrong, lambda v: not v.got.ndim):
        return f"is one number, where an array of shape {wrong[0].want.shape} is expected"
    if _every(wrong, lambda v: not v.want.ndim):
        return f"is an array of shape {wrong[0].got.shape}, where one number is expected"
    return f"has the shape {wrong[0].got.shape}, where {wrong[0].want.shape} is expected"


def _is_one_number(wrong: list[View]) -> str:
    for name, reduce in (("sum", np.sum), ("mean", np.mean)):

        def holds(v: View, reduce: Any = reduce) -> bool:
            return not v.got.ndim and v.want.ndim > 0 and close(np.asarray(reduce(v.want)), v.got)

        if _every(wrong, holds):
            return f"is one number, the {name} of all that is expected"
    return ""


def _lacks_rows(wrong: list[View]) -> str:
    cuts: dict[str, Callable[[View], bool]] = {
        "lacks its first row; the others are right": lambda v: close(v.want[1:], v.got),
        "lacks its last row; the others are right": lambda v: close(v.want[:-1], v.got),
        "has one row too many at the end; those before are right": lambda v: close(
            v.want, v.got[:-1]
        ),
        "has one row too many at the start; those after it are right": lambda v: close(
            v.want, v.got[1:]
        ),
        "is the last row alone": lambda v: close(v.want[-1], v.got),
        "is the first row alone": lambda v: close(v.want[0], v.got),
        "has another number of rows": lambda v: (
            v.want.shape[1:] == v.got.shape[1:] and len(v.want) != len(v.got)
        ),
    }
    if not _every(wrong, lambda v: v.want.ndim > 0 and v.got.ndim > 0 and len(v.want) > 1):
        return ""
    for words, holds in cuts.items():
        if _every(wrong, holds):
            if words.startswith("has another"):
                got, want = len(wrong[0].got), len(wrong[0].want)
                return f"has {counted(got, 'entry', 'entries')} where {want} are expected"
            return words if wrong[0].want.ndim > 1 else words.replace("row", "entry")
    return ""


_OTHER_SHAPE: list[Relation] = [
    _is_turned, _has_another_axis, _still_a_sum, _is_one_number, _lacks_rows,
]  # fmt: skip


# --- the same shape --------------------------------------------------------------------------


def _not_finite(wrong: list[View]) -> str:
    if _every(wrong, lambda v: bool(np.isfinite(v.want).all() and np.isnan(v.got).any())):
        return "is not a number (NaN) in places"
    if _every(wrong, lambda v: bool(np.isfinite(v.want).all() and np.isinf(v.got).any())):
        return "is infinite in places"
    return ""


def _cut_to_whole_numbers(wrong: list[View]) -> str:
    for how in (np.trunc, np.round, np.floor):

        def holds(v: View, how: Any = how) -> bool:
            return bool((v.got == how(v.want)).all())

        if _every(wrong, holds) and any(np.abs(v.got).max(initial=0) >= 1 for v in wrong):
            return "is cut to whole numbers"
    return ""


def _always_the_same(wrong: list[View]) -> str:
    first = np.ravel(wrong[0].got)
    if not first.size or not _every(wrong, lambda v: bool((v.got == first[0]).all())):
        return ""
    if first[0] == 0 and sum(v.want.size for v in wrong) > 1:
        return "is 0" if first.size == 1 else "is 0 in every place"
    return (
        f"is {first[0]:g} in each of these examples"
        if len(wrong) > 1 and _numbers(wrong) > 1
        else ""
    )


def _is_an_argument(wrong: list[View]) -> str:
    for name in wrong[0].given:

        def holds(v: View, name: str = name) -> bool:
            one = v.given.get(name)
            return (
                isinstance(one, np.ndarray | int | float)
                and np.shape(one) == v.got.shape
                and bool(np.array_equal(one, v.got))
            )

        if _every(wrong, holds) and any(np.any(v.got) for v in wrong):
            return f"is {name} as it was given"
    return ""


def _has_the_other_sign(wrong: list[View]) -> str:
    if _every(wrong, lambda v: bool(v.want.any()) and close(-v.want, v.got)):
        return "has the opposite sign, and is right apart from it"
    return ""


def _has_a_factor(wrong: list[View]) -> str:
    """Tell one factor for all entries, by its name where that is one of the exercise's numbers."""
    if not _every(wrong, lambda v: bool(v.want.any())):
        return ""
    found = [_factor(v) for v in wrong]
    if any(np.isnan(each) for each in found) or _numbers(wrong) < 2:
        return ""
    each, counts = found[0], max(v.want.size for v in wrong) > 1
    named = _named_factor(wrong, found)
    if np.allclose(found, each, rtol=1e-6):
        if named and len(wrong) > 1:
            return f"is {_multiplied(named)}"
        return f"is {times(each)} what is expected in these examples"
    if named:
        return f"is {_multiplied(named)}"
    if counts and all(v.want.size > 1 for v in wrong):
        return f"is off by one factor in all its entries (here {each:.4g}), another in each example"
    return ""


def _multiplied(name: str) -> str:
    if name.startswith("1/"):
        return f"what is expected, divided by {name[2:].strip('()') if '·' in name else name[2:]}"
    return f"what is expected, times {name}"


def _factor(view: View) -> float:
    place = np.unravel_index(np.argmax(np.abs(view.want)), view.want.shape)
    factor = float(view.got[place] / view.want[place])
    if not np.isfinite(factor):
        return float("nan")
    return factor if factor and close(factor * view.want, view.got) else float("nan")


def _named_factor(wrong: list[View], found: list[float]) -> str:
    """Name the factor; "" where no name fits in every example, or more than one does."""
    names: list[tuple[str, float]] = []
    for sign, before in ((1.0, ""), (-1.0, "−")):
        for name in factors(wrong[0].given):
            each = [sign * factors(v.given).get(name, np.nan) for v in wrong]
            if np.allclose(each, found, rtol=1e-6):
                names.append((f"{before}{name}", sign))
    short = [name for name, _ in names if not any(sign in name for sign in "·²√(")]
    plain = short if len(short) == 1 else [name for name, _ in names]
    constant = np.allclose(found, found[0], rtol=1e-6) and abs(found[0]) in (0.5, 2.0)
    return plain[0] if len(plain) == 1 and not constant else ""


def times(factor: float) -> str:
    """Say a factor in words: twice, half of, 3 times."""
    words = {2.0: "twice", 0.5: "half of", -2.0: "minus twice", -0.5: "minus half of"}
    for value, word in words.items():
        if np.isclose(factor, value, rtol=1e-6):
            return word
    return f"{factor:.4g} times"


def _differs_by_an_argument(wrong: list[View]) -> str:
    """Tell results that lack, or have too much, exactly one argument or a number times it."""
    fitting: dict[str, str] = {}
    for sign, words in ((-1.0, "less"), (1.0, "plus")):
        for name, _ in summands(wrong[0].given):

            def holds(v: View, name: str = name, sign: float = sign) -> bool:
                one = dict(summands(v.given)).get(name)
                return (
                    one is not None
                    and (one.shape == v.want.shape or not one.ndim)
                    and bool(np.any(one))
                    and close(v.want + sign * one, v.got)
                    and not close(v.want, np.zeros_like(v.want))
                )

            if _every(wrong, holds):
                fitting[name] = words
    if len(fitting) != 1 or sum(v.want.size for v in wrong) < 2:
        return ""
    ((name, words),) = fitting.items()
    return f"is what is expected {words} {name}"


def _has_an_offset(wrong: list[View]) -> str:
    gaps = [float(np.ravel(v.got - v.want)[0]) for v in wrong]

    def holds(v: View) -> bool:
        return close(v.want + gaps[0], v.got)

    if _numbers(wrong) < 2 or not _every(wrong, holds) or not gaps[0]:
        return ""
    return f"is {abs(gaps[0]):.6g} too {'large' if gaps[0] > 0 else 'small'} in these examples"


def _is_in_another_order(wrong: list[View]) -> str:
    orders: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "transposed": lambda one: one.T,
        "in reverse order": lambda one: one[::-1],
    }
    if not _every(wrong, lambda v: v.want.ndim > 0):
        return ""
    for words, turn in orders.items():

        def holds(v: View, turn: Any = turn) -> bool:
            turned = turn(v.want)
            return close(turned, v.got) and not close(v.want, turned)

        if _every(wrong, holds):
            return f"is right but {words}"
    if _every(
        wrong, lambda v: len(v.want) > 1 and v.want.ndim == 2 and close(v.want[:, ::-1], v.got)
    ):
        return "has its columns in reverse order"
    if _every(wrong, lambda v: len(v.want) > 1 and _rows(v.want) == _rows(v.got)):
        return "holds the right entries in another order"
    return ""


def _rows(one: np.ndarray) -> list[list[float]]:
    return sorted(np.round(one.reshape(len(one), -1), 9).tolist())


def _is_a_function_of_it(wrong: list[View]) -> str:
    shapes: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "the square of what is expected": np.square,
        "the square root of what is expected": np.sqrt,
        "1 divided by what is expected": lambda one: 1 / one,
        "1 minus what is expected": lambda one: 1 - one,
        "the logarithm of what is expected": np.log,
        "e to the power of what is expected": np.exp,
        "what is expected without its sign": np.abs,
    }
    if _numbers(wrong) < 2:
        return ""
    for words, shape in shapes.items():

        def holds(v: View, shape: Any = shape) -> bool:
            with np.errstate(all="ignore"):
                return close(shape(v.want), v.got)

        if _every(wrong, holds):
            return f"is {words}"
    if _every(wrong, lambda v: close(np.abs(v.want), np.abs(v.got))):
        return "has the right size everywhere, and in some places the opposite sign"
    return ""


def _is_shifted(wrong: list[View]) -> str:
    if not _every(wrong, lambda v: v.want.ndim > 0 and len(v.want) > 2):
        return ""
    if _every(wrong, lambda v: close(v.want[:-1], v.got[1:])):
        return "is one place late: each place holds what the one before should"
    if _every(wrong, lambda v: close(v.want[1:], v.got[:-1])):
        return "is one place early: each place holds what the next one should"
    return ""


def _is_a_step_from_an_argument(wrong: list[View]) -> str:
    """Tell an argument with a multiple of what is expected added or taken away."""
    for name in wrong[0].given:
        found = [_step(v, name) for v in wrong]
        if not any(np.isnan(each) for each in found) and np.allclose(found, found[0], rtol=1e-6):
            sign = "plus" if found[0] > 0 else "less"
            much = "" if abs(abs(found[0]) - 1) < 1e-6 else f"{abs(found[0]):.4g} times "
            return f"is {name} {sign} {much}what is expected"
    return ""


def _step(view: View, name: str) -> float:
    """Return how many times what is expected an argument differs from what came, if it does."""
    one = view.given.get(name)
    if not isinstance(one, np.ndarray) or one.shape != view.want.shape or not one.any():
        return float("nan")
    if view.want.size < 2 or one.dtype.kind not in "iuf":
        return float("nan")
    return _factor(View(view.want, view.got - one))


def _apart(view: View) -> float:
    """Return how far two arrays are from each other, relative to what is expected."""
    with np.errstate(all="ignore"):
        most = np.max(np.abs(view.want), initial=1e-300)
        return float(np.max(np.abs(view.got - view.want)) / most)


def _is_not_far(wrong: list[View]) -> str:
    """Tell approximations: near in every example, and right in none."""
    worst = max(map(_apart, wrong))
    if not 0 < worst < 0.1 or len(wrong) < 2 or any(map(_begins_near, wrong)):
        return ""
    return (
        f"is never more than {100 * worst:.1g} % off in these examples, and never right: "
        "an approximation"
    )


def _begins_near(view: View) -> bool:
    """Whether an argument is near what is expected, so that all small steps from it are, too."""
    return any(
        _apart(View(view.want, one)) < 0.5
        for one in view.given.values()
        if isinstance(one, np.ndarray) and one.ndim and one.shape == view.want.shape
    )


def step_from(name: str, wrong: list[View]) -> str:
    """Tell how the step from an argument is related to the one that is expected.

    For results that carry the name of an argument: what it becomes. `name` is that name.
    """
    if not _every(wrong, lambda v: _can_be_left(v, name)):
        return ""
    moves = [
        View(v.want - v.given[name], v.got - v.given[name], v.given, v.tolerance) for v in wrong
    ]
    for rule in (_has_the_other_sign, _has_a_factor, _is_a_function_of_it):
        if words := rule(moves):
            return f"moves by a step that {words}"
    return ""


def _can_be_left(view: View, name: str) -> bool:
    one = view.given.get(name)
    if not isinstance(one, np.ndarray | int | float):
        return False
    return np.shape(one) == view.want.shape == view.got.shape


def _is_nearly_right(wrong: list[View]) -> str:
    worst = max(map(_apart, wrong))
    if 0 < worst < 1e-3:  # at 0 the numbers are right, and something else is not
        return f"is nearly right: it is off by 1 part in {10 ** int(-np.log10(worst)):,} at most"
    return ""


def _places(wrong: list[View], row: str) -> str:
    """Tell in which places it is right, where these are the same in every example."""
    if not _every(wrong, lambda v: v.want.ndim > 0 and bool(np.isfinite(v.got).all())):
        return ""
    right = [np.abs(v.got - v.want) <= v.tolerance * np.abs(v.want).max(initial=0) for v in wrong]
    rows = [each.reshape(len(each), -1).all(axis=1) for each in right]
    firsts = {int(np.argmin(each)) for each in rows}
    if row == "step" and len(firsts) == 1 and firsts != {0}:
        (first,) = firsts
        if first == 1:
            return "is right at its start and wrong from step 1 on"
        if all(not each[first:].any() for each in rows):
            return f"is right up to step {first - 1} and wrong from step {first} on"
        return f"is right up to step {first - 1} and wrong at step {first}"
    kinds = {each.shape for each in right}
    if len(kinds) == 1 and all(each.any() for each in right):
        return _the_same_places(right, rows)
    return ""


def _the_same_places(right: list[np.ndarray], rows: list[np.ndarray]) -> str:
    everywhere = np.logical_and.reduce(right)
    nowhere = ~np.logical_or.reduce(right)
    if not (everywhere | nowhere).all():
        return ""
    if everywhere.ndim == 1 or not (everywhere == everywhere[:, :1]).all():
        if everywhere.ndim == 2 and (everywhere == everywhere[:1]).all():
            return _told("column", everywhere[0])
        return _told("entry", everywhere) if everywhere.ndim == 1 else ""
    return _told("row", everywhere[:, 0])


def _told(what: str, right: np.ndarray) -> str:
    wrong = [str(n) for n in np.flatnonzero(~right)]
    if len(wrong) == 1:
        return f"is wrong in {what} {wrong[0]} alone (counted from 0)"
    fine = [str(n) for n in np.flatnonzero(right)]
    return f"is right in {what} {fine[0]} alone (counted from 0)" if len(fine) == 1 else ""


_SAME_SHAPE: list[Relation] = [
    _not_finite, _is_nearly_right, _cut_to_whole_numbers, _always_the_same, _is_an_argument,
    _has_the_other_sign, _has_a_factor, _differs_by_an_argument, _has_an_offset,
    _is_a_step_from_an_argument, _is_in_another_order, _is_a_function_of_it, _is_shifted,
]  # fmt: skip
