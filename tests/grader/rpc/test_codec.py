"""The wire carries plain data unchanged, and ends in one error whatever the bytes."""

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.limits import Limits
from grader.rpc.codec import Reference, WireError, decode, encode
from grader.rpc.codec.values import KINDS

LIMITS = Limits(message_bytes=1 << 20, message_items=10_000)

atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(codec=None))
    | st.binary()
)
keys = st.none() | st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())
plain = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner)
        | st.frozensets(st.integers())
        | st.sets(st.text())
    ),
    max_leaves=20,
)
dtypes = hnp.scalar_dtypes().filter(lambda dtype: dtype.itemsize > 0)
arrays = hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, min_side=0, max_side=4))


@given(plain)
def test_plain_data_comes_back_equal_and_of_the_same_types(value):
    back = decode(encode(value, LIMITS), LIMITS)
    assert back == value
    assert repr(back) == repr(value) or isinstance(value, set | frozenset | dict | list | tuple)


@given(arrays)
def test_arrays_come_back_bit_for_bit(array):
    back = decode(encode(array, LIMITS), LIMITS)
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


@pytest.mark.parametrize("scalar", [np.float64(1.5), np.int32(-3), np.bool_(True), np.str_("a")])
def test_numpy_scalars_keep_their_type(scalar):
    back = decode(encode(scalar, LIMITS), LIMITS)
    assert type(back) is type(scalar)
    assert back == scalar


def test_a_long_list_of_floats_stays_a_list_of_floats():
    value = [0.5] * 100
    assert decode(encode(value, LIMITS), LIMITS) == value


def test_a_random_generator_goes_on_where_it_was():
    rng = np.random.default_rng(3)
    rng.normal(size=7)
    back = decode(encode(rng, LIMITS), LIMITS)
    np.testing.assert_array_equal(back.normal(size=5), rng.normal(size=5))


def test_an_array_that_may_not_be_written_stays_so():
    array = np.zeros(3)
    array.flags.writeable = False
    assert not decode(encode(array, LIMITS), LIMITS).flags.writeable


@pytest.mark.parametrize(
    "value",
    [
        object(),
        np.array([object()], dtype=object),
        np.zeros(2, dtype=[("a", "f8")]),
        {object(): 1},
        lambda: 1,
        type("Float", (float,), {})(1.0),
        1 << 70_000,
        [0] * 20_000,
        b"x" * (2 << 20),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_may_not_cross_is_refused(value):
    with pytest.raises(WireError):
        encode(value, LIMITS)


def test_a_list_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(WireError, match="deeper"):
        encode(value, LIMITS)


TYPES = (
    *(type(None), bool, int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset),
    *(dict, slice, range, type(...), type(NotImplemented), np.ndarray, np.random.Generator),
)


def sound(value, depth=0):
    """Fail unless `value` is what the wire may carry, through and through."""
    assert type(value) in (*TYPES, *KINDS) or isinstance(value, np.generic), type(value)
    assert depth <= LIMITS.message_depth
    if isinstance(value, np.ndarray | np.generic):
        raw = np.asarray(value)
        assert raw.dtype.kind in "biufcUSmM"
        assert raw.dtype.kind != "b" or set(raw.tobytes()) <= {0, 1}
        assert raw.dtype.kind != "U" or all(len(text) >= 0 for text in raw.reshape(-1).tolist())
        assert raw.size <= 1_000_000
    elif isinstance(value, int):
        assert value.bit_length() <= LIMITS.integer_bits + 8
    elif isinstance(value, range):
        assert len(value) <= LIMITS.message_items
    elif isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
        assert not any(isinstance(key, Held) for key in value)
        [sound(item, depth + 1) for item in inner]
    elif isinstance(value, list | tuple | set | frozenset):
        [sound(item, depth + 1) for item in value if not isinstance(item, Held)]


class Held:
    """What a reference stands for: something that is no plain data."""


def read(data):
    """What hostile bytes hold, if they hold something."""
    with contextlib.suppress(WireError):
        value = decode(data, LIMITS, lambda reference: Held())
        if not isinstance(value, Held):
            sound(value)


def number(value):
    return value.to_bytes(8, "little")


blocks = st.binary(max_size=12).map(lambda body: number(len(body)) + body)
heads = st.builds(
    lambda scalar, dtype, shape, body: (
        bytes([scalar, 1, len(dtype), len(shape)]) + dtype + b"".join(map(number, shape)) + body
    ),
    st.integers(0, 1),
    st.sampled_from([b"|b1", b"<f8", b"<U1", b"<U0", b"|O8", b"|V4", b"|S2", b"<M8[s]", b"<m8"]),
    st.lists(st.sampled_from([0, 1, 2, 2**40]), max_size=3),
    st.binary(max_size=16),
)
pieces = st.one_of(
    st.sampled_from([b"0", b"T", b".", b"!", *(b"l" + number(n) for n in (0, 1, 2, 2**60))]),
    st.sampled_from([tag + number(n) for tag in (b"t", b"S", b"Z", b"m") for n in (0, 1, 2)]),
    st.sampled_from([b":", b"r", b"G", b"R" + number(1), b"H" + number(1)]),
    st.builds(
        lambda tag, body: tag + body, st.sampled_from([b"i", b"s", b"b", b"B", b"f"]), blocks
    ),
    heads.map(lambda head: b"A" + number(len(head)) + head),
    st.sampled_from(sorted({kind.name for kind in KINDS.values()})).map(
        lambda name: b"V" + number(len(name)) + name.encode()
    ),
)


@settings(max_examples=500)
@given(st.binary(max_size=400) | st.lists(pieces, max_size=8).map(b"".join))
def test_hostile_bytes_end_in_sound_data_or_one_error(data):
    read(data)


@settings(max_examples=500)
@given(plain | arrays, st.data())
def test_flipped_bytes_end_in_sound_data_or_one_error(value, draw):
    data = bytearray(encode(value, LIMITS))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at] = draw.draw(st.integers(0, 255))
    read(bytes(data))


DEEP = (b"l" + number(1)) * (LIMITS.message_depth + 1) + b"0"
LONG = LIMITS.integer_bits // 8 + 2
TOO_MUCH = {
    "a whole number": b"i" + number(LONG) + bytes(LONG),
    "nesting": DEEP,
    "values": b"l" + number(LIMITS.message_items + 1) + b"0" * (LIMITS.message_items + 1),
    "floats": b"f" + number(8 * LIMITS.message_items + 8) + bytes(8 * LIMITS.message_items + 8),
    "bytes": b"b" + number(LIMITS.message_bytes) + bytes(LIMITS.message_bytes),
    "steps of a range": b"r"
    + b"".join(
        b"i" + number(3) + value.to_bytes(3, "little") for value in (0, LIMITS.message_items + 1, 1)
    ),
    "a key that is a list": b"m" + number(1) + b"l" + number(0) + b"0",
    "a key that is a stand-in": b"m" + number(1) + b"H" + number(1) + b"0",
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_each_limit_is_kept_when_reading(what):
    with pytest.raises(WireError):
        decode(TOO_MUCH[what], LIMITS, lambda reference: Held())


def test_a_promise_of_many_values_costs_no_memory():
    with pytest.raises(WireError):
        decode(b"l" + (2**60).to_bytes(8, "little"), LIMITS)


def test_an_array_of_nothing_wide_costs_no_memory():
    head = bytes([0, 1, 3, 1]) + b"<U0" + (2**40).to_bytes(8, "little")
    with pytest.raises(WireError):
        decode(b"A" + len(head).to_bytes(8, "little") + head, LIMITS)


def test_references_cross_with_their_description():
    sent = Reference(True, 7, {"kind": "function", "name": "f"})
    got = decode(encode(["a", sent], LIMITS), LIMITS, lambda reference: reference)
    assert got == ["a", sent]
