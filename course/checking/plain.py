"""Write values as plain JSON and read them back: the only form in which check data travels."""

from __future__ import annotations

import math
from array import array
from collections import UserList, deque
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

LONGEST = 10_000
"""An iterator is read to this many items; more than any example needs."""


def settle(value: Any) -> Any:
    """Return an answer's result as plain data, the same for `check` and for the hidden tests.

    Iterators are read into lists; queues, views and lists of other classes become lists, mappings
    dicts, exact numbers floats, and all that holds numbers like an array becomes an array. A
    learner's own objects, functions and classes stay what they are.
    """
    if isinstance(value, np.generic) or type(value) in _PLAIN:
        return value
    if isinstance(value, str | bytes):
        return _base(value)
    if isinstance(value, Fraction | Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {settle(key): settle(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(settle(item) for item in value)
    if isinstance(value, Iterator):
        return [settle(item) for item in islice(value, LONGEST)]
    if isinstance(value, _LISTS):
        return [settle(item) for item in value]
    return _as_array(value)


_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_LISTS = (list, deque, UserList, range, KeysView, ValuesView, ItemsView)


def _base(value: str | bytes) -> str | bytes:
    """Return the text itself where a class of its own, such as an enumeration's, holds it."""
    return str.__str__(value) if isinstance(value, str) else bytes(value)


def _as_array(value: Any) -> Any:
    """Return an array for what is one by another name; `value` itself for anything else."""
    if isinstance(value, type) or not (
        hasattr(value, "__array__") or isinstance(value, array | memoryview)
    ):
        return value
    try:
        return np.asarray(value)
    except Exception:  # an object whose own conversion fails is no array
        return value


def encode(value: Any) -> Any:
    """Turn numbers, arrays, strings and containers of them into JSON; name the type of the rest."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, complex):
        return {"is": "complex", "of": [_number(value.real), _number(value.imag)]}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        empty = {} if value.size else {"shape": list(value.shape)}  # which no list of rows tells
        return {"is": "array", "of": _nested(value.tolist())} | empty
    if isinstance(value, list | tuple):
        return {"is": type(value).__name__, "of": [encode(item) for item in value]}
    if isinstance(value, Mapping):
        return {"is": "dict", "of": [[encode(key), encode(item)] for key, item in value.items()]}
    return {"is": "object", "of": value.name if isinstance(value, Opaque) else type(value).__name__}


def _number(value: float) -> Any:
    """Round to 12 digits, so that the last bit of one machine's arithmetic does not travel."""
    if isinstance(value, int):
        return value
    return float(f"{value:.12g}") if math.isfinite(value) else {"is": "float", "of": str(value)}


def _nested(value: Any) -> Any:
    return [_nested(item) for item in value] if isinstance(value, list) else _number(value)


class Opaque:
    """Stands for a value of a type that can't be written down; only the type's name is known."""

    def __init__(self, name: str) -> None:
        self.name = name


def decode(data: Any) -> Any:
    """Read back what `encode` wrote."""
    if not isinstance(data, dict):
        return data
    kind, content = data["is"], data["of"]
    if kind == "array":
        numbers = np.array(_flat_numbers(content))
        return numbers.reshape(data["shape"]) if "shape" in data else numbers
    if kind in ("list", "tuple"):
        items = [decode(item) for item in content]
        return items if kind == "list" else tuple(items)
    if kind == "dict":
        return {decode(key): decode(item) for key, item in content}
    if kind == "float":
        return float(content)
    if kind == "complex":
        return complex(decode(content[0]), decode(content[1]))
    return Opaque(content)


def _flat_numbers(content: Any) -> Any:
    if isinstance(content, list):
        return [_flat_numbers(item) for item in content]
    return decode(content)
