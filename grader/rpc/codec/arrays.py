"""numpy arrays and scalars as bytes: numbers, booleans, dates and text only.

An array is ``kind (0 array, 1 scalar) | flags | dtype text | ndim | dims | raw bytes``.
Object, void and structured dtypes do not cross: they could hold anything.
"""

from __future__ import annotations

import functools
import math
import re
import struct

import numpy as np
import numpy.typing as npt

from grader.rpc.codec.terms import WireError

_TIME = r"[mM]8(?:\[(?:[1-9][0-9]{0,2})?[a-zA-Z]{1,2}\])?"  # numpy divides by the multiplier
_DTYPE = re.compile(rf"[<>|=](?:[biufc][0-9]{{1,2}}|[US][0-9]{{1,9}}|{_TIME})")
_MOST_DIMENSIONS = 32
_MOST_OF_NOTHING = 8_000_000
"""Bytes that an array would have if none of its dimensions were 0: going over them takes time."""
_WRITEABLE = 1
_EXTENDED = np.finfo(np.longdouble).nmant == 63
"""Whether long numbers are those of x86: ten bytes of sixteen, and one bit follows from others."""


@functools.lru_cache(maxsize=64)
def safe_dtype(text: str) -> np.dtype[np.generic]:
    """The dtype of this name, if its values hold nothing but themselves.

    Raises
    ------
    WireError
        For others.
    """
    if not _DTYPE.fullmatch(text):
        raise WireError("an array of this dtype cannot cross; numbers, booleans and text can")
    try:
        dtype = np.dtype(text)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise WireError("an array came with an unknown dtype") from None
    if dtype.hasobject or dtype.kind not in "biufcUSmM" or not dtype.itemsize:
        raise WireError("an array of this dtype cannot cross; numbers, booleans and text can")
    return dtype


def encode_array(value: object) -> tuple[bytes, npt.NDArray[np.generic]]:
    """What to say of an exact `numpy.ndarray` or numpy scalar, and what to send in C order.

    Raises
    ------
    WireError
        For object, void and structured dtypes.
    """
    array = np.asarray(value)
    text = array.dtype.str
    safe_dtype(text)
    scalar = type(value) is not np.ndarray
    flags = _WRITEABLE if array.flags.writeable else 0
    head = struct.pack("<BBBB", scalar, flags, len(text), array.ndim) + text.encode("ascii")
    return head + struct.pack(f"<{array.ndim}Q", *array.shape), array


def decode_array(data: memoryview) -> object:
    """The array or scalar that `encode_array` wrote.

    Raises
    ------
    WireError
        When dtype, shape and bytes do not agree.
    """
    try:
        scalar, flags, text_size, ndim = struct.unpack_from("<BBBB", data)
        text = str(data[4 : 4 + text_size], "ascii")
        if ndim > _MOST_DIMENSIONS or (scalar and ndim):
            raise WireError("an array came with too many dimensions")
        shape = struct.unpack_from(f"<{ndim}Q", data, 4 + text_size)
    except (struct.error, UnicodeDecodeError):
        raise WireError("an array came cut short") from None
    dtype = safe_dtype(text)
    body = data[4 + text_size + 8 * ndim :]
    if math.prod(shape) * dtype.itemsize != len(body):
        raise WireError("an array's shape does not agree with its bytes")
    if not body and math.prod(filter(None, shape)) * dtype.itemsize > _MOST_OF_NOTHING:
        raise WireError("an array of nothing came with too many rows or too wide a text")
    return _build(body, dtype, shape, bool(scalar), bool(flags & _WRITEABLE))


def _build(
    body: memoryview,
    dtype: np.dtype[np.generic],
    shape: tuple[int, ...],
    scalar: bool,
    writeable: bool,
) -> object:
    array = np.empty(shape, dtype)
    if dtype.kind == "b" and np.frombuffer(body, np.uint8).max(initial=0) > 1:
        raise WireError("an array of booleans holds bytes that are neither 0 nor 1")
    if array.nbytes:
        array.reshape(-1).view(np.uint8)[:] = np.frombuffer(body, np.uint8)
    if dtype.kind == "U":
        _check_text(array)
    elif dtype.char in "gG":
        _check_long(array)
    if scalar:
        return array[()]
    array.flags.writeable = writeable
    return array


def _check_text(array: npt.NDArray[np.generic]) -> None:
    codes = np.ascontiguousarray(array).reshape(-1).view(array.dtype.byteorder + "u4")
    if codes.size and int(codes.max()) > 0x10FFFF:
        raise WireError("an array of text holds bytes that are no characters")


def _check_long(array: npt.NDArray[np.generic]) -> None:
    """Refuse what is no number among the processor's own of 80 bits; clear what lies unused."""
    if not _EXTENDED or not array.nbytes:
        return
    raw = array.reshape(-1).view(np.uint8).reshape(-1, 16)
    raw[:, 10:] = 0
    if not array.dtype.isnative:
        raise WireError("an array of long numbers came in another machine's order")
    exponents = raw[:, 8] | (raw[:, 9].astype(np.uint16) & 0x7F) << 8
    if ((raw[:, 7] >> 7 != 0) != (exponents != 0)).any():
        raise WireError("an array of long numbers holds bytes that are no numbers")
