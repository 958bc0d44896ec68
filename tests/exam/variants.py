"""A right answer's results in every container, type and shape that one may come in."""

from __future__ import annotations

import copy
import enum
import functools
import pickle
from array import array
from collections import ChainMap, OrderedDict, UserDict, UserList, deque, namedtuple
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np

from course.checking.plain import settle


class Listed(list[Any]):
    """A list of a learner's own."""


class Mapped(dict[Any, Any]):
    """A dict of a learner's own, with attributes."""

    note = "mine"


class Number(float):
    """A float of a learner's own."""


def _key(name: Any) -> Any:
    """A member of an enumeration of texts in place of a text."""
    return enum.StrEnum("Key", {name: name})(name) if isinstance(name, str) else name


def _typed(one: np.ndarray) -> Any:
    """Rows as typed arrays of the standard library, in lists where there are several."""
    return array("d", one) if one.ndim == 1 else [_typed(row) for row in one]


def _column(one: np.ndarray) -> np.ndarray:
    return one[..., np.newaxis]


ARRAYS: dict[str, Callable[[np.ndarray], Any]] = {
    "list": lambda one: one.tolist(),
    "tuple": lambda one: tuple(map(tuple, one)) if one.ndim == 2 else tuple(one),
    "list of arrays": list,
    "deque": deque,
    "UserList": UserList,
    "list of its own": Listed,
    "generator": lambda one: (item for item in one),
    "array.array": lambda one: _typed(one),
    "memoryview": memoryview,
    "matrix": np.matrix,
    "masked": np.ma.masked_array,
    "float32": lambda one: one.astype(np.float32),
    "float16": lambda one: one.astype(np.float16),
    "whole numbers": lambda one: one.astype(int),
    "objects": lambda one: one.astype(object),
    "complex": lambda one: one.astype(complex),
    "text": lambda one: one.astype(str),
    "Fortran order": np.asfortranarray,
    "read-only": lambda one: np.frombuffer(one.tobytes(), one.dtype).reshape(one.shape),
    "column": _column,
    "row": lambda one: one[np.newaxis],
    "flat": lambda one: one.ravel(),
    "transposed": lambda one: one.T,
    "in a list": lambda one: [one],
    "set": lambda one: set(one.ravel().tolist()),
}
NUMBERS: dict[str, Callable[[Any], Any]] = {
    "float": float,
    "np.float64": np.float64,
    "np.float32": np.float32,
    "float of its own": Number,
    "0-d array": np.array,
    "array of one": lambda one: np.array([one]),
    "1×1 array": lambda one: np.array([[one]]),
    "list of one": lambda one: [one],
    "tuple of one": lambda one: (one,),
    "complex": complex,
    "whole number": int,
    "Fraction": Fraction,
    "Decimal": Decimal,
    "text": str,
}
TUPLES: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "list": list,
    "deque": deque,
    "generator": lambda one: (item for item in one),
    "iterator": iter,
    "named tuple": lambda one: namedtuple("Result", [f"field{i}" for i in range(len(one))])(*one),
    "dict": lambda one: dict(enumerate(one)),
    "values of a dict": lambda one: dict(enumerate(one)).values(),
    "one more": lambda one: (*one, None),
    "one less": lambda one: one[:-1],
    "in a tuple": lambda one: (one,),
}
DICTS: dict[str, Callable[[dict[Any, Any]], Any]] = {
    "OrderedDict": OrderedDict,
    "UserDict": UserDict,
    "ChainMap": ChainMap,
    "MappingProxyType": MappingProxyType,
    "dict of its own": Mapped,
    "enumeration's keys": lambda one: {_key(key): item for key, item in one.items()},
    "items": lambda one: list(one.items()),
    "values": lambda one: list(one.values()),
    "other order": lambda one: dict(reversed(list(one.items()))),
    "one key more": lambda one: one | {"more": 0.0},
}


KINDS: list[tuple[str, type | tuple[type, ...], dict[str, Callable[[Any], Any]]]] = [
    ("array", np.ndarray, ARRAYS),
    ("number", (float, int), NUMBERS),
    ("tuple", tuple, TUPLES),
    ("dict", dict, DICTS),
    ("list", list, TUPLES | {"array": np.array}),
]


class Variant:
    """An answer that returns what `reference` does, with all of one type in another form.

    Attributes
    ----------
    used
        Whether a result has held anything of that type.
    """

    def __init__(
        self,
        reference: Callable[..., Any],
        types: type | tuple[type, ...],
        form: Callable[[Any], Any],
    ) -> None:
        self.used = False
        self._reference, self._types, self._form = reference, types, form

    def function(self) -> Callable[..., Any]:
        """Return the answer as a plain function, which is what a learner writes."""

        @functools.wraps(self._reference)
        def answer(*args: Any, **kwargs: Any) -> Any:
            return self._changed(self._reference(*args, **kwargs))

        return answer

    def _changed(self, value: Any) -> Any:
        """Give everything of the type in `value` the form, the innermost first."""
        if isinstance(value, dict):
            value = {key: self._changed(item) for key, item in value.items()}
        elif isinstance(value, list | tuple):
            value = type(value)(self._changed(item) for item in value)
        if not isinstance(value, self._types) or isinstance(value, bool):
            return value
        self.used = True
        return self._form(value)


def variants(reference: Callable[..., Any]) -> Iterator[tuple[str, Variant]]:
    """Give a variant for each form that each type may come in."""
    kept = _remembering(reference)
    for kind, types, forms in KINDS:
        for name, form in forms.items():
            yield f"{kind} as {name}", Variant(kept, types, form)


def _remembering(reference: Callable[..., Any]) -> Callable[..., Any]:
    """Return `reference`, whose results are kept where no function is among the arguments."""
    known: dict[bytes, Any] = {}

    @functools.wraps(reference)
    def answer(*args: Any, **kwargs: Any) -> Any:
        try:
            key = pickle.dumps((args, kwargs))
        except (pickle.PicklingError, AttributeError, TypeError):
            return settle(reference(*args, **kwargs))
        if key not in known:
            known[key] = settle(reference(*args, **kwargs))
        return copy.deepcopy(known[key])

    return answer
