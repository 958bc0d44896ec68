"""Words that both ends of the line share: its error, its references, its number formats."""

from __future__ import annotations

import builtins
import datetime
import struct
import uuid
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import PosixPath, PurePosixPath

import numpy as np

LENGTH = struct.Struct("<Q")
FLOAT = struct.Struct("<d")
COMPLEX = struct.Struct("<dd")
ARRAY_TYPES: frozenset[type] = frozenset(
    {np.ndarray}
    | {np.dtype(code).type for code in "?bhilqBHILQefdFDgGUSmM"}
    | {np.longlong, np.ulonglong, np.intc, np.uintc}
)
_DATES = (datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone)
_KEY_TYPES: frozenset[type] = frozenset(
    {str, int, bool, float, bytes, tuple, type(None), frozenset, complex, *_DATES}
    | {Decimal, Fraction, uuid.UUID, PosixPath, PurePosixPath}
)
_SCALAR_TYPES = ARRAY_TYPES - {np.ndarray}
_DATA_TYPES = (bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset)
BUILTIN_TYPES: dict[type, str] = (
    {kind: kind.__name__ for kind in (*_DATA_TYPES, range, slice, object, type(None))}
    | {
        kind: name
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, Exception) and name == kind.__name__
    }
    | {kind: f"numpy.{kind.__name__}" for kind in _SCALAR_TYPES}
)
"""Classes that are themselves on either side, with their names on the line.

Making an instance of any of them reads no memory and touches no file. That is not so of others:
`numpy.ndarray` shows what was in memory before.
"""
BUILTIN_BY_NAME = {name: kind for kind, name in BUILTIN_TYPES.items()}


class WireError(Exception):
    """Bytes that cannot be read, or a value that cannot be sent."""


@dataclass(frozen=True)
class Reference:
    """Something that stays where it is; the other side holds its number.

    Attributes
    ----------
    mine
        True when the sender owns it.
    number
        The owner's number for it.
    about
        Plain words about it: kind, name, parameters. Empty when it goes home.
    """

    mine: bool
    number: int
    about: dict[str, object]


def may_be_key(key: object) -> bool:
    """Whether a dict with this key may cross."""
    return type(key) in _KEY_TYPES or type(key) in _SCALAR_TYPES
