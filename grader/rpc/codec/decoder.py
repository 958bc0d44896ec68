"""Bytes to values, in the format that `grader.rpc.codec` tells."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from grader.limits import Limits
from grader.rpc.codec.arrays import decode_array
from grader.rpc.codec.generators import decode_generator
from grader.rpc.codec.keys import FEW, check_keys
from grader.rpc.codec.tables import PREFIX, make_table
from grader.rpc.codec.terms import COMPLEX, FLOAT, LENGTH, Reference, WireError, may_be_key
from grader.rpc.codec.values import make_value

Import = Callable[[Reference], object]


def _no_import(reference: Reference) -> object:
    raise WireError("a reference came where only plain data may")


class _Decoder:
    def __init__(self, data: bytes, limits: Limits, resolve: Import, from_examiner: bool) -> None:
        self.data, self.size = data, len(data)
        self.at = 0
        self.items = 0
        self.limits = limits
        self.most_items, self.deepest = limits.message_items, limits.message_depth
        self.resolve = resolve
        self.from_examiner = from_examiner

    def take(self, count: int) -> bytes:
        at = self.at
        end = self.at = at + count
        if end > self.size:
            raise WireError("message ends too early")
        return self.data[at:end]

    def number(self) -> int:
        at = self.at
        end = self.at = at + 8
        if end > self.size:
            raise WireError("message ends too early")
        number: int = LENGTH.unpack_from(self.data, at)[0]
        return number

    def block(self) -> bytes:
        return self.take(self.number())

    def view(self) -> memoryview:
        """A block that is not copied, for arrays are large."""
        size = self.number()
        at = self.at
        end = self.at = at + size
        if end > self.size:
            raise WireError("message ends too early")
        return memoryview(self.data)[at:end]

    def count(self) -> int:
        """A length of items that are still to come, each at least one byte."""
        count = self.number()
        if count > self.size - self.at:
            raise WireError("message promises more values than it has bytes")
        return count

    def read(self, depth: int) -> object:
        self.items += 1
        if self.items > self.most_items:
            raise WireError(f"message has more than {self.most_items} values")
        if depth > self.deepest:
            raise WireError(f"data is nested deeper than {self.deepest}")
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

    def many(self, depth: int) -> list[object]:
        return [self.read(depth + 1) for _ in range(self.count())]

    def mapping(self, depth: int) -> dict[object, object]:
        count = self.count()
        if count > FEW:
            return self.large_mapping(count, depth)
        return {self.key(depth): self.read(depth + 1) for _ in range(count)}

    def large_mapping(self, count: int, depth: int) -> dict[object, object]:
        """One whose keys are looked at together, before any is put in its place."""
        pairs = [(self.key(depth), self.read(depth + 1)) for _ in range(count)]
        check_keys([key for key, _ in pairs])
        return dict(pairs)

    def key(self, depth: int) -> object:
        key = self.read(depth + 1)
        if not may_be_key(key):
            raise WireError(f"a dict key of type {type(key).__name__} came across")
        return key

    def members(self, depth: int) -> list[object]:
        """What a set is to hold."""
        found = self.many(depth)
        check_keys(found)
        return found

    def value(self, depth: int) -> object:
        """A value of the table in `grader.rpc.codec.values`."""
        name = self.block().decode("ascii")
        plain = self.read(depth + 1)
        if name.startswith(PREFIX):
            return make_table(name, plain)
        return make_value(name, plain, self.from_examiner)

    def steps(self, depth: int) -> range:
        """A range; one that is longer than any list may be would keep its reader busy for ever."""
        found = range(*self.triple(depth))
        if len(found) > self.limits.message_items:
            raise WireError(f"a range has more than {self.limits.message_items} values")
        return found

    def triple(self, depth: int) -> tuple[Any, ...]:
        return self.read(depth + 1), self.read(depth + 1), self.read(depth + 1)

    def reference(self, mine: bool, depth: int) -> object:
        number = self.number()
        about = self.read(depth + 1) if mine else {}
        if type(about) is not dict or not all(type(key) is str for key in about):
            raise WireError("a reference came with a malformed description")
        return self.resolve(Reference(mine, number, about))


_READERS: dict[bytes, Callable[[_Decoder, int], object]] = {
    b"0": lambda d, n: None,
    b"T": lambda d, n: True,
    b"F": lambda d, n: False,
    b".": lambda d, n: ...,
    b"!": lambda d, n: NotImplemented,
    b"i": _Decoder.integer,
    b"d": lambda d, n: FLOAT.unpack(d.take(8))[0],
    b"c": lambda d, n: complex(*COMPLEX.unpack(d.take(16))),
    b"s": lambda d, n: d.block().decode("utf-8", "surrogatepass"),
    b"b": lambda d, n: d.block(),
    b"B": lambda d, n: bytearray(d.block()),
    b"f": _Decoder.floats,
    b"g": lambda d, n: tuple(d.floats(n)),
    b"l": _Decoder.many,
    b"t": lambda d, n: tuple(d.many(n)),
    b"S": lambda d, n: set(d.members(n)),
    b"Z": lambda d, n: frozenset(d.members(n)),
    b"m": _Decoder.mapping,
    b":": lambda d, n: slice(*d.triple(n)),
    b"r": _Decoder.steps,
    b"A": lambda d, n: decode_array(d.view()),
    b"G": lambda d, n: decode_generator(d.read(n + 1)),
    b"V": _Decoder.value,
    b"R": lambda d, n: d.reference(True, n),
    b"H": lambda d, n: d.reference(False, n),
}


def decode(
    data: bytes, limits: Limits, resolve: Import = _no_import, from_examiner: bool = False
) -> Any:
    """The value that `data` holds.

    Parameters
    ----------
    from_examiner
        Whether the bytes come from the trusted side, so that even a path may be one.

    Raises
    ------
    WireError
        Whatever is wrong with the bytes.
    """
    if len(data) > limits.message_bytes:
        raise WireError(f"message is larger than {limits.message_bytes} bytes")
    decoder = _Decoder(data, limits, resolve, from_examiner)
    try:
        value = decoder.read(0)
    except WireError:
        raise
    except MemoryError:
        raise WireError("message does not fit into memory") from None
    except Exception as error:  # whatever numpy or whoever resolves references made of it
        raise WireError(f"message is malformed: {type(error).__name__}") from None
    if decoder.at != len(data):
        raise WireError("message has bytes after its end")
    return value
