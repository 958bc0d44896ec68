"""Plain data as bytes, for a line whose other end may be hostile.

One tag byte, then the value; lengths are 8-byte little-endian. Decoding builds only the types
named here, never looks a class up by name and never calls code of the sender's: no pickle, no
marshal, no eval. Anything else, either way, is a `WireError`.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .limits import Limits
from .wire_arrays import (
    ARRAY_TYPES,
    decode_array,
    decode_generator,
    encode_array,
    encode_generator,
)
from .wire_errors import WireError

__all__ = ["Reference", "WireError", "decode", "encode"]

_LENGTH = struct.Struct("<Q")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")
_KEY_TYPES = frozenset({str, int, bool, float, bytes, tuple, type(None), frozenset, complex})


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


Export = Callable[[Any], Reference]
Import = Callable[[Reference], Any]


def _no_export(value: object) -> Reference:
    raise WireError(f"a {type(value).__name__} cannot cross as plain data")


def _no_import(reference: Reference) -> object:
    raise WireError("a reference came where only plain data may")


class _Encoder:
    def __init__(self, limits: Limits, export: Export) -> None:
        self.limits = limits
        self.export = export
        self.parts: list[bytes] = []
        self.items = 0
        self.size = 0

    def put(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self.limits.message_bytes:
            raise WireError(f"message is larger than {self.limits.message_bytes} bytes")
        self.parts.append(part)

    def block(self, tag: bytes, payload: bytes) -> None:
        self.put(tag + _LENGTH.pack(len(payload)))
        self.put(payload)

    def write(self, value: Any, depth: int) -> None:
        self.items += 1
        if self.items > self.limits.message_items:
            raise WireError(f"message has more than {self.limits.message_items} values")
        if depth > self.limits.message_depth:
            raise WireError(f"data is nested deeper than {self.limits.message_depth}")
        writer = _WRITERS.get(type(value))
        if writer is not None:
            writer(self, value, depth)
        elif type(value) in ARRAY_TYPES:
            self.block(b"A", encode_array(value))
        elif isinstance(value, Reference):
            self.reference(value, depth)
        else:
            self.reference(self.export(value), depth)

    def reference(self, value: Reference, depth: int) -> None:
        self.put(b"R" if value.mine else b"H")
        self.put(_LENGTH.pack(value.number))
        if value.mine:
            self.write(value.about, depth + 1)

    def integer(self, value: int, depth: int) -> None:
        if value.bit_length() > self.limits.integer_bits:
            raise WireError(f"whole number has more than {self.limits.integer_bits} bits")
        size = value.bit_length() // 8 + 1
        self.block(b"i", value.to_bytes(size, "little", signed=True))

    def text(self, value: str, depth: int) -> None:
        self.block(b"s", value.encode("utf-8", "surrogatepass"))

    def sequence(self, value: Any, depth: int) -> None:
        if len(value) > 8 and all(type(item) is float for item in value):
            packed = struct.pack(f"<{len(value)}d", *value)
            self.block(b"f" if type(value) is list else b"g", packed)
            return
        self.put(_SEQUENCE_TAGS[type(value)] + _LENGTH.pack(len(value)))
        for item in value:
            self.write(item, depth + 1)

    def mapping(self, value: dict[Any, Any], depth: int) -> None:
        self.put(b"m" + _LENGTH.pack(len(value)))
        for key, item in value.items():
            if type(key) not in _KEY_TYPES and not _is_scalar(key):
                raise WireError(f"a dict key of type {type(key).__name__} cannot cross")
            self.write(key, depth + 1)
            self.write(item, depth + 1)

    def generator(self, value: np.random.Generator, depth: int) -> None:
        self.put(b"G")
        self.write(encode_generator(value), depth + 1)

    def triple(self, value: slice | range, depth: int) -> None:
        self.put(b":" if type(value) is slice else b"r")
        for item in (value.start, value.stop, value.step):
            self.write(item, depth + 1)


def _is_scalar(value: object) -> bool:
    return type(value) in ARRAY_TYPES and type(value) is not np.ndarray


_SEQUENCE_TAGS: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"S", frozenset: b"Z"}
_WRITERS: dict[type, Callable[[_Encoder, Any, int], None]] = {
    type(None): lambda e, v, d: e.put(b"0"),
    bool: lambda e, v, d: e.put(b"T" if v else b"F"),
    type(...): lambda e, v, d: e.put(b"."),
    type(NotImplemented): lambda e, v, d: e.put(b"!"),
    int: _Encoder.integer,
    float: lambda e, v, d: e.put(b"d" + _FLOAT.pack(v)),
    complex: lambda e, v, d: e.put(b"c" + _COMPLEX.pack(v.real, v.imag)),
    str: _Encoder.text,
    bytes: lambda e, v, d: e.block(b"b", v),
    bytearray: lambda e, v, d: e.block(b"B", bytes(v)),
    list: _Encoder.sequence,
    tuple: _Encoder.sequence,
    set: _Encoder.sequence,
    frozenset: _Encoder.sequence,
    dict: _Encoder.mapping,
    OrderedDict: _Encoder.mapping,
    slice: _Encoder.triple,
    range: _Encoder.triple,
    np.random.Generator: _Encoder.generator,
}


def encode(value: Any, limits: Limits, export: Export = _no_export) -> bytes:
    """`value` as bytes; what is not plain data goes through `export` and stays where it is.

    Raises
    ------
    WireError
        When it cannot cross: too large, too deep, or of a type `export` refuses.
    """
    encoder = _Encoder(limits, export)
    encoder.write(value, 0)
    return b"".join(encoder.parts)


class _Decoder:
    def __init__(self, data: bytes, limits: Limits, resolve: Import) -> None:
        self.data = data
        self.at = 0
        self.items = 0
        self.limits = limits
        self.resolve = resolve

    def take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise WireError("message ends too early")
        part = self.data[self.at : end]
        self.at = end
        return part

    def number(self) -> int:
        return int(_LENGTH.unpack(self.take(8))[0])

    def block(self) -> bytes:
        return self.take(self.number())

    def count(self) -> int:
        """A length of items that are still to come, each at least one byte."""
        count = self.number()
        if count > len(self.data) - self.at:
            raise WireError("message promises more values than it has bytes")
        return count

    def read(self, depth: int) -> Any:
        self.items += 1
        if self.items > self.limits.message_items:
            raise WireError(f"message has more than {self.limits.message_items} values")
        if depth > self.limits.message_depth:
            raise WireError(f"data is nested deeper than {self.limits.message_depth}")
        reader = _READERS.get(self.take(1))
        if reader is None:
            raise WireError("message has an unknown tag")
        return reader(self, depth)

    def integer(self, depth: int) -> int:
        payload = self.block()
        if len(payload) > self.limits.integer_bits // 8 + 1:
            raise WireError(f"whole number has more than {self.limits.integer_bits} bits")
        return int.from_bytes(payload, "little", signed=True)

    def floats(self, depth: int) -> list[float]:
        payload = self.block()
        if len(payload) % 8 or len(payload) // 8 > self.limits.message_items:
            raise WireError("a list of floats has an impossible length")
        return list(struct.unpack(f"<{len(payload) // 8}d", payload))

    def many(self, depth: int) -> list[Any]:
        return [self.read(depth + 1) for _ in range(self.count())]

    def mapping(self, depth: int) -> dict[Any, Any]:
        result = {}
        for _ in range(self.count()):
            key = self.read(depth + 1)
            if type(key) not in _KEY_TYPES and not _is_scalar(key):
                raise WireError(f"a dict key of type {type(key).__name__} came across")
            result[key] = self.read(depth + 1)
        return result

    def triple(self, depth: int) -> tuple[Any, Any, Any]:
        return self.read(depth + 1), self.read(depth + 1), self.read(depth + 1)

    def reference(self, mine: bool, depth: int) -> Any:
        number = self.number()
        about = self.read(depth + 1) if mine else {}
        if type(about) is not dict or not all(type(key) is str for key in about):
            raise WireError("a reference came with a malformed description")
        return self.resolve(Reference(mine, number, about))


_READERS: dict[bytes, Callable[[_Decoder, int], Any]] = {
    b"0": lambda d, n: None,
    b"T": lambda d, n: True,
    b"F": lambda d, n: False,
    b".": lambda d, n: ...,
    b"!": lambda d, n: NotImplemented,
    b"i": _Decoder.integer,
    b"d": lambda d, n: _FLOAT.unpack(d.take(8))[0],
    b"c": lambda d, n: complex(*_COMPLEX.unpack(d.take(16))),
    b"s": lambda d, n: d.block().decode("utf-8", "surrogatepass"),
    b"b": lambda d, n: d.block(),
    b"B": lambda d, n: bytearray(d.block()),
    b"f": _Decoder.floats,
    b"g": lambda d, n: tuple(d.floats(n)),
    b"l": _Decoder.many,
    b"t": lambda d, n: tuple(d.many(n)),
    b"S": lambda d, n: set(d.many(n)),
    b"Z": lambda d, n: frozenset(d.many(n)),
    b"m": _Decoder.mapping,
    b":": lambda d, n: slice(*d.triple(n)),
    b"r": lambda d, n: range(*d.triple(n)),
    b"A": lambda d, n: decode_array(d.block()),
    b"G": lambda d, n: decode_generator(d.read(n + 1)),
    b"R": lambda d, n: d.reference(True, n),
    b"H": lambda d, n: d.reference(False, n),
}


def decode(data: bytes, limits: Limits, resolve: Import = _no_import) -> Any:
    """The value that `data` holds.

    Raises
    ------
    WireError
        Whatever is wrong with the bytes.
    """
    if len(data) > limits.message_bytes:
        raise WireError(f"message is larger than {limits.message_bytes} bytes")
    decoder = _Decoder(data, limits, resolve)
    try:
        value = decoder.read(0)
    except WireError:
        raise
    except (ValueError, TypeError, OverflowError, struct.error, RecursionError) as error:
        raise WireError(f"message is malformed: {type(error).__name__}") from None
    if decoder.at != len(data):
        raise WireError("message has bytes after its end")
    return value
