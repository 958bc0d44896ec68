"""Words that both ends of the line share: its error, its references, its number formats."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

LENGTH = struct.Struct("<Q")
FLOAT = struct.Struct("<d")
COMPLEX = struct.Struct("<dd")
ARRAY_TYPES: frozenset[type] = frozenset(
    {np.ndarray}
    | {np.dtype(code).type for code in "?bhilqBHILQefdFDgGUSmM"}
    | {np.longlong, np.ulonglong, np.intc, np.uintc}
)
_KEY_TYPES = frozenset({str, int, bool, float, bytes, tuple, type(None), frozenset, complex})
_SCALAR_TYPES = ARRAY_TYPES - {np.ndarray}


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
    about: dict[str, Any]


def may_be_key(key: object) -> bool:
    """Whether a dict with this key may cross."""
    return type(key) in _KEY_TYPES or type(key) in _SCALAR_TYPES
