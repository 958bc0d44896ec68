"""What is written as check data comes back as it was."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as stn

from course.checking.plain import Opaque, decode, encode, settle
from course.compare import difference

numbers = (
    st.integers(-(2**53), 2**53) | st.floats(-1e100, 1e100) | st.sampled_from([np.inf, -np.inf])
)
arrays = stn.arrays(
    np.float64, stn.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e9, 1e9)
)
values = st.recursive(
    st.none() | st.booleans() | st.text() | numbers | arrays,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(values)
def test_plain_values_survive_the_trip_through_json(value: object) -> None:
    assert difference(value, decode(json.loads(json.dumps(encode(value)))), 1e-9) is None


def test_other_values_are_known_by_the_name_of_their_type() -> None:
    back = decode(encode(object()))
    assert isinstance(back, Opaque) and back.name == "object"
    assert encode(back) == encode(object())


def test_an_endless_iterator_is_read_to_a_limit() -> None:
    assert len(settle(iter(int, 1))) == 10_000
