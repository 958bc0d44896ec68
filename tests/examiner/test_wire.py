"""The wire carries plain data unchanged, and ends in one error whatever the bytes."""

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.examiner.limits import Limits
from grader.examiner.wire import Reference, WireError, decode, encode

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


@settings(max_examples=500)
@given(st.binary(max_size=400))
def test_hostile_bytes_end_in_one_error(data):
    with contextlib.suppress(WireError):
        decode(data, LIMITS, lambda reference: None)


@settings(max_examples=500)
@given(plain | arrays, st.data())
def test_flipped_bytes_end_in_one_error(value, draw):
    data = bytearray(encode(value, LIMITS))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at] = draw.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        decode(bytes(data), LIMITS, lambda reference: None)


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
