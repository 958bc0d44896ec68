"""numpy arrays, scalars and random generators as bytes: numbers, booleans and text only.

An array is ``kind (0 array, 1 scalar) | flags | dtype text | ndim | dims | raw bytes``.
Object, void and structured dtypes do not cross: they could hold anything.
"""

from __future__ import annotations

import functools
import math
import re
import struct
from typing import Any

import numpy as np

from .wire_terms import WireError

_DTYPE = re.compile(r"[<>|=]([biufc][0-9]{1,2}|[US][0-9]{1,9}|[mM]8(\[[0-9]{0,6}[a-zA-Z]{1,2}\])?)")
_MOST_DIMENSIONS = 32
_MOST_OF_NOTHING = 1_000_000  # rows without content cost no bytes, yet going over them takes time
_WRITEABLE = 1


@functools.lru_cache(maxsize=64)
def _safe_dtype(text: str) -> np.dtype[Any]:
    if not _DTYPE.fullmatch(text):
        raise WireError("an array of this dtype cannot cross; numbers, booleans and text can")
    try:
        dtype = np.dtype(text)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise WireError("an array came with an unknown dtype") from None
    if dtype.hasobject or dtype.kind not in "biufcUSmM" or not dtype.itemsize:
        raise WireError("an array of this dtype cannot cross; numbers, booleans and text can")
    return dtype


def encode_array(value: Any) -> bytes:
    """An exact `numpy.ndarray` or numpy scalar as bytes, in C order.

    Raises
    ------
    WireError
        For object, void and structured dtypes.
    """
    array = np.asarray(value)
    text = array.dtype.str
    _safe_dtype(text)
    scalar = type(value) is not np.ndarray
    flags = _WRITEABLE if array.flags.writeable else 0
    head = struct.pack("<BBBB", scalar, flags, len(text), array.ndim) + text.encode("ascii")
    return head + struct.pack(f"<{array.ndim}Q", *array.shape) + array.tobytes()


def decode_array(data: bytes) -> Any:
    """The array or scalar that `encode_array` wrote.

    Raises
    ------
    WireError
        When dtype, shape and bytes do not agree.
    """
    try:
        scalar, flags, text_size, ndim = struct.unpack_from("<BBBB", data)
        text = data[4 : 4 + text_size].decode("ascii")
        if ndim > _MOST_DIMENSIONS or (scalar and ndim):
            raise WireError("an array came with too many dimensions")
        shape = struct.unpack_from(f"<{ndim}Q", data, 4 + text_size)
    except (struct.error, UnicodeDecodeError):
        raise WireError("an array came cut short") from None
    dtype = _safe_dtype(text)
    body = memoryview(data)[4 + text_size + 8 * ndim :]
    if math.prod(shape) * dtype.itemsize != len(body):
        raise WireError("an array's shape does not agree with its bytes")
    if not body and math.prod(filter(None, shape)) > _MOST_OF_NOTHING:
        raise WireError("an array of nothing came with too many rows")
    return _build(body, dtype, shape, bool(scalar), bool(flags & _WRITEABLE))


def _build(
    body: memoryview, dtype: np.dtype[Any], shape: tuple[int, ...], scalar: bool, writeable: bool
) -> Any:
    array = np.zeros(shape, dtype)
    if dtype.kind == "b" and np.frombuffer(body, np.uint8).max(initial=0) > 1:
        raise WireError("an array of booleans holds bytes that are neither 0 nor 1")
    if array.nbytes:
        array.reshape(-1).view(np.uint8)[:] = np.frombuffer(body, np.uint8)
    if dtype.kind == "U":
        _check_text(array)
    if scalar:
        return array[()]
    array.flags.writeable = writeable
    return array


_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def encode_generator(value: np.random.Generator) -> dict[str, Any]:
    """The state of a `numpy.random.Generator` as plain data."""
    state = dict(value.bit_generator.state)
    if state.get("bit_generator") not in _BIT_GENERATORS:
        raise WireError("a random generator of this kind cannot cross; numpy's own can")
    return state


def decode_generator(state: Any) -> np.random.Generator:
    """A generator that goes on where `encode_generator` left off."""
    name = state.get("bit_generator") if type(state) is dict else None
    if name not in _BIT_GENERATORS:
        raise WireError("a random generator came with an unknown kind")
    bits = getattr(np.random, name)(0)
    try:
        bits.state = state
    except (TypeError, ValueError, KeyError, OverflowError):
        raise WireError("a random generator came with a malformed state") from None
    return np.random.Generator(bits)


def _check_text(array: np.ndarray[Any, Any]) -> None:
    codes = np.ascontiguousarray(array).reshape(-1).view(array.dtype.byteorder + "u4")
    if codes.size and int(codes.max()) > 0x10FFFF:
        raise WireError("an array of text holds bytes that are no characters")
