"""Take a result apart into what has a name of its own: velocity, dW, grads['W1']."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from course.compare import as_numbers, difference
from course.counted import counted

_MOST_RESULTS = 4


@dataclass(frozen=True)
class Part:
    """A piece of a result: its name ("" for the whole), what it should be, and what it is."""

    name: str
    want: Any
    got: Any


@dataclass(frozen=True)
class Named:
    """The names of what an example ends in; `inside` are those of a piece that has pieces."""

    name: str = ""
    inside: tuple[Named, ...] = ()

    def at(self, place: int) -> Named:
        """Return the name of the piece at `place`, counted from 0."""
        if place < len(self.inside):
            return self.inside[place]
        return Named(f"{self.name}[{place}]" if self.name else f"result {place + 1}")


def names_in(source: str, function: str, results: list[str]) -> Named:
    """Read from an example's last line what its value is called.

    Parameters
    ----------
    source : str
        The example.
    function : str
        The exercise, which the example calls.
    results : list of str
        What the exercise's own results are called, in order; more than one for a tuple.
    """
    body = ast.parse(source).body
    own = tuple(map(Named, results)) if len(results) > 1 else ()
    alone = results[0] if len(results) == 1 else ""
    returned = {
        target.id
        for line in body
        if isinstance(line, ast.Assign) and _calls(line.value, function)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    last = body[-1]
    if not isinstance(last, ast.Expr):
        return Named()
    return _named(last.value, function, own, alone, returned)


def is_one_call(source: str, function: str) -> bool:
    """Whether an example is one call of the exercise, and nothing else."""
    body = ast.parse(source).body
    return len(body) == 1 and isinstance(body[0], ast.Expr) and _calls(body[0].value, function)


def _calls(node: ast.expr, function: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == function


def _named(
    node: ast.expr, function: str, own: tuple[Named, ...], alone: str, returned: set[str]
) -> Named:
    if _calls(node, function) or (isinstance(node, ast.Name) and node.id in returned):
        return Named(alone, own)
    if isinstance(node, ast.Tuple):
        pieces = (_named(each, function, own, alone, returned) for each in node.elts)
        return Named("", tuple(pieces))
    if isinstance(node, ast.Name | ast.Subscript):
        return Named(ast.unparse(node))
    return Named()


def parts(want: Any, got: Any, named: Named) -> list[Part] | None:
    """Return the pieces of a result beside what they should be, in order.

    None when a container is of another kind, length or keys than expected, so that nobody can say
    which piece belongs to which.
    """
    if isinstance(want, Mapping):
        if not isinstance(got, Mapping) or set(got) != set(want):
            return None
        inner = [
            parts(want[key], got[key], Named(f"{named.name}[{key!r}]" if named.name else str(key)))
            for key in want
        ]
    elif _is_row_of_results(want):
        if not isinstance(got, list | tuple) or len(got) != len(want):
            return None
        pairs = enumerate(zip(want, got, strict=True))
        inner = [parts(one, other, named.at(place)) for place, (one, other) in pairs]
    else:
        return [Part(named.name, want, got)]
    if any(each is None for each in inner):
        return None
    return [part for each in inner for part in each or []]


def _is_row_of_results(value: Any) -> bool:
    return isinstance(value, tuple) or (isinstance(value, list) and as_numbers(value) is None)


def structure(want: Any, got: Any, named: Named, tolerance: float) -> str:
    """Say how a result is put together in another way than expected; "" when it is not."""
    if _is_row_of_results(want):
        return _other_row(want, got, named, tolerance)
    if isinstance(want, Mapping):
        return _other_mapping(want, got, named)
    what = named.name or "the result"
    if got is None or want is None or _same(want, got, tolerance):
        return ""
    if isinstance(want, str) and isinstance(got, str):
        return f"{_begin(what)} is {got!r}, where {want!r} is expected."
    if isinstance(got, str):
        return f"{_begin(what)} is a text, where numbers are expected."
    if isinstance(got, Mapping):
        return f"{_begin(what)} is a dict, where numbers are expected."
    if callable(got):
        return f"{_begin(what)} is a function, not what it gives. Is it called?"
    if as_numbers(want) is None or not isinstance(got, list | tuple):
        return ""
    return _many_for_one(want, got, tolerance)


def _many_for_one(want: Any, got: Any, tolerance: float) -> str:
    """Tell several values where one number, or one array, is meant."""
    fits = [n for n, each in enumerate(got, 1) if _same(want, each, tolerance)]
    more = f" The {_ordinal(fits[0])} of them is right." if len(fits) == 1 else ""
    if not np.ndim(want):
        return f"{counted(len(got), 'value')} came back, where one number is expected.{more}"
    if isinstance(got, tuple) and len(got) != len(want):
        return f"A tuple of {len(got)} came back, where one array is expected.{more}"
    return ""


def _begin(name: str) -> str:
    return "The result" if name == "the result" else name


def _other_row(want: Any, got: Any, named: Named, tolerance: float) -> str:
    names = [named.at(place).name for place in range(len(want))]
    if got is None:
        return ""
    if isinstance(got, Mapping):
        return f"A dict came back, where a tuple is expected: {listed(names)}."
    if not named.inside:
        return _inner_row(want, got, named, tolerance)
    if isinstance(got, list | tuple) and len(got) == len(want):
        return "" if orders(want, got, tolerance) else _inner_row(want, got, named, tolerance)
    pieces = list(got) if isinstance(got, list | tuple) else [got]
    found = [
        next((n for n, one in enumerate(want) if _same(one, each, tolerance)), None)
        for each in pieces
    ]
    fitting = [place for place in found if place is not None]
    if len(set(fitting)) < len(fitting) or not fitting:
        return _another_count(len(pieces), names)
    came = listed([names[place] for place in sorted(fitting)])
    verb = "is" if len(fitting) == 1 else "are"
    missing = [name for place, name in enumerate(names) if place not in fitting]
    if not missing:
        return (
            f"{came} {verb} right, but {counted(len(pieces), 'result')} came back, not {len(want)}."
        )
    if len(fitting) == len(pieces):
        return f"{came} came back, and {verb} right; {listed(missing)} did not."
    return _another_count(len(pieces), names)


def _inner_row(want: Any, got: Any, named: Named, tolerance: float) -> str:
    """Tell of a row without names of its own, such as a list of batches."""
    what = named.name or "The result"
    if isinstance(got, np.ndarray) and isinstance(want, tuple):
        kind = f"an array of shape {got.shape}" if got.ndim else "a number"
        return f"{what} is {kind}, where {counted(len(want), 'part')} are expected."
    if not isinstance(got, list | tuple):
        return ""
    if len(got) != len(want):
        are = "is" if len(want) == 1 else "are"
        return f"{what} has {counted(len(got), 'part')} where {len(want)} {are} expected."
    pairs = enumerate(zip(want, got, strict=True))
    inner = (structure(one, two, named.at(place), tolerance) for place, (one, two) in pairs)
    return next(filter(None, inner), "")


def _another_count(count: int, names: list[str]) -> str:
    if not all(names) or any(name.startswith("result ") for name in names):
        return ""
    return (
        f"{counted(count, 'result')} came back, where {len(names)} are expected: {listed(names)}."
    )


def orders(want: Any, got: Any, tolerance: float) -> set[tuple[int, ...]]:
    """Return in which orders the expected results came: (1, 0) when two have traded places."""
    if not _is_row_of_results(want) or not isinstance(got, list | tuple):
        return set()
    if len(got) != len(want) or len(want) > _MOST_RESULTS:
        return set()
    return {
        order
        for order in permutations(range(len(want)))
        if all(_same(want[one], each, tolerance) for one, each in zip(order, got, strict=True))
    }


def in_order(order: tuple[int, ...], named: Named) -> str:
    """Say in which order results came that are right each by itself."""
    came = [named.at(place).name for place in order]
    return f"All results are right, but they come in another order: {', '.join(came)}."


def _other_mapping(want: Mapping[Any, Any], got: Any, named: Named) -> str:
    what = f"In {named.name}" if named.name else "In the dict"
    if not isinstance(got, Mapping):
        if named.name and got is not None:
            return f"{named.name} is no dict, but a {type(got).__name__}."
        return ""
    missing = [repr(key) for key in want if key not in got]
    more = [repr(key) for key in got if key not in want]
    words = [f"the key {listed(missing)} is missing"] if len(missing) == 1 else []
    words += [f"the keys {listed(missing)} are missing"] if len(missing) > 1 else []
    words += [f"{listed(more[:4])} should not be among the keys"] if more else []
    return f"{what}, {' and '.join(words)}." if words else ""


def _same(want: Any, got: Any, tolerance: float) -> bool:
    return difference(want, got, tolerance) is None


def listed(names: list[str]) -> str:
    """Write names as a sentence does: a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
