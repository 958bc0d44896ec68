"""Values to bytes, in the format that `grader.rpc.codec` tells."""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from grader.limits import Limits
from grader.rpc.codec.arrays import encode_array
from grader.rpc.codec.generators import encode_generator
from grader.rpc.codec.keys import FEW, check_keys
from grader.rpc.codec.tables import belongs, kinds
from grader.rpc.codec.terms import (
    ARRAY_TYPES,
    COMPLEX,
    FLOAT,
    LENGTH,
    Reference,
    WireError,
    may_be_key,
)
from grader.rpc.codec.values import KINDS, Kind

_SHORT = 4096  # bytes that are copied rather than kept apart
_LONG = 1 << 16  # bytes of an array that are not copied
Export = Callable[[object], Reference]


def _no_export(value: object) -> Reference:
    raise WireError(f"a {type(value).__name__} cannot cross as plain data")


class _Encoder:
    def __init__(self, limits: Limits, export: Export) -> None:
        self.limits = limits
        self.export = export
        self.parts: list[bytes | memoryview] = []
        self.items = 0
        self.size = 0
        self.most_bytes, self.most_items = limits.message_bytes, limits.message_items
        self.deepest = limits.message_depth

    def put(self, part: bytes | memoryview) -> None:
        self.size += len(part)
        if self.size > self.most_bytes:
            raise WireError(f"message is larger than {self.most_bytes} bytes")
        self.parts.append(part)

    def block(self, tag: bytes, payload: bytes) -> None:
        head = tag + LENGTH.pack(len(payload))
        if len(payload) < _SHORT:
            self.put(head + payload)
        else:
            self.put(head)
            self.put(payload)

    def write(self, value: object, depth: int) -> None:
        self.items += 1
        if self.items > self.most_items:
            raise WireError(f"message has more than {self.most_items} values")
        if depth > self.deepest:
            raise WireError(f"data is nested deeper than {self.deepest}")
        writer = _WRITERS.get(type(value))
        if writer is not None:
            writer(self, value, depth)
        elif type(value) in ARRAY_TYPES:
            self.array(value)
        elif isinstance(value, Reference):
            self.reference(value, depth)
        elif belongs(type(value)) and (kind := kinds().get(type(value))):
            self.known(value, depth, kind)
        else:
            self.reference(self.export(value), depth)

    def array(self, value: object) -> None:
        head, content = encode_array(value)
        size = len(head) + content.nbytes
        if size < _LONG:
            self.put(b"A" + LENGTH.pack(size) + head + content.tobytes())
            return
        if self.size + size > self.most_bytes:
            raise WireError(f"message is larger than {self.most_bytes} bytes")
        self.put(b"A" + LENGTH.pack(size) + head)
        self.put(np.ascontiguousarray(content).reshape(-1).view(np.uint8).data)

    def reference(self, value: Reference, depth: int) -> None:
        self.put((b"R" if value.mine else b"H") + LENGTH.pack(value.number))
        if value.mine:
            self.write(value.about, depth + 1)

    def integer(self, value: int, depth: int) -> None:
        if value.bit_length() > self.limits.integer_bits:
            raise WireError(f"whole number has more than {self.limits.integer_bits} bits")
        size = value.bit_length() // 8 + 1
        self.block(b"i", value.to_bytes(size, "little", signed=True))

    def text(self, value: str, depth: int) -> None:
        self.block(b"s", value.encode("utf-8", "surrogatepass"))

    def sequence(self, value: list[object] | tuple[object, ...], depth: int) -> None:
        if len(value) > 8 and all(type(item) is float for item in value):
            packed = struct.pack(f"<{len(value)}d", *value)
            self.block(b"f" if type(value) is list else b"g", packed)
            return
        self.items_of(value, depth)

    def members(self, value: set[object] | frozenset[object], depth: int) -> None:
        if len(value) > FEW:
            check_keys(tuple(value))
        self.items_of(value, depth)

    def items_of(self, value: Collection[object], depth: int) -> None:
        self.put(_SEQUENCE_TAGS[type(value)] + LENGTH.pack(len(value)))
        for item in value:
            self.write(item, depth + 1)

    def mapping(self, value: dict[object, object], depth: int) -> None:
        if len(value) > FEW:
            check_keys(tuple(value))
        self.put(b"m" + LENGTH.pack(len(value)))
        for key, item in value.items():
            self.write(key if may_be_key(key) else as_key(key), depth + 1)
            self.write(item, depth + 1)

    def known(self, value: object, depth: int, kind: Kind[Any] | None = None) -> None:
        """A value of the tables in `grader.rpc.codec.values` and `grader.rpc.codec.tables`."""
        kind = kind or KINDS[type(value)]
        plain = kind.take(value)
        if plain is NotImplemented:
            self.reference(self.export(value), depth)
            return
        self.block(b"V", kind.name.encode("ascii"))
        self.write(plain, depth + 1)

    def generator(self, value: np.random.Generator, depth: int) -> None:
        self.put(b"G")
        self.write(encode_generator(value), depth + 1)

    def triple(self, value: slice | range, depth: int) -> None:
        if type(value) is range and value[self.limits.message_items :]:
            raise WireError(f"a range has more than {self.limits.message_items} values")
        self.put(b":" if type(value) is slice else b"r")
        for item in (value.start, value.stop, value.step):
            self.write(item, depth + 1)


def as_key(key: object) -> object:
    """The built-in value of a key whose class inherits from one, as an enumeration's may.

    Raises
    ------
    WireError
        For other keys.
    """
    for base in _KEY_BASES:
        if isinstance(key, base):
            return str.__str__(key) if base is str else base(key)
    raise WireError(f"a dict key of type {type(key).__name__} cannot cross")


_KEY_BASES: tuple[type, ...] = (int, float, complex, str, bytes, tuple, frozenset)
_SEQUENCE_TAGS: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"S", frozenset: b"Z"}
_WRITERS: dict[type, Callable[[_Encoder, Any, int], None]] = {
    type(None): lambda e, v, d: e.put(b"0"),
    bool: lambda e, v, d: e.put(b"T" if v else b"F"),
    type(...): lambda e, v, d: e.put(b"."),
    type(NotImplemented): lambda e, v, d: e.put(b"!"),
    int: _Encoder.integer,
    float: lambda e, v, d: e.put(b"d" + FLOAT.pack(v)),
    complex: lambda e, v, d: e.put(b"c" + COMPLEX.pack(v.real, v.imag)),
    str: _Encoder.text,
    bytes: lambda e, v, d: e.block(b"b", v),
    bytearray: lambda e, v, d: e.block(b"B", bytes(v)),
    list: _Encoder.sequence,
    tuple: _Encoder.sequence,
    set: _Encoder.members,
    frozenset: _Encoder.members,
    dict: _Encoder.mapping,
    slice: _Encoder.triple,
    range: _Encoder.triple,
    np.random.Generator: _Encoder.generator,
    **dict.fromkeys(KINDS, _Encoder.known),
}


def encode(value: object, limits: Limits, export: Export = _no_export) -> bytes:
    """`value` as bytes; what is not plain data goes through `export` and stays where it is.

    Raises
    ------
    WireError
        When it cannot cross: too large, too deep, or of a type `export` refuses.
    """
    encoder = _Encoder(limits, export)
    encoder.write(value, 0)
    return b"".join(encoder.parts)
