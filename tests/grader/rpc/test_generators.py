"""Random generators cross with their place in their stream, and no state that is none of theirs."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.rpc.codec import WireError, decode, encode
from grader.rpc.copy_back import put_back
from tests.grader.rpc.hostile_values import LIMITS
from tests.grader.rpc.test_hostile_values import outcomes

NAMES = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
LATER = (0, 1, 3, 624, 625, 700)
"""Draws before the crossing: at, before and behind the end of each buffer."""


def crossed(value: Any) -> Any:
    """`value` as it comes out on the other side."""
    return decode(encode(value, LIMITS), LIMITS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("draws", LATER)
def test_a_generator_goes_on_where_it_was(name: str, draws: int) -> None:
    """Doubles and halves of words come as they would have come without the crossing."""
    rng = np.random.Generator(getattr(np.random, name)(5))
    rng.integers(0, 2**32, size=draws, dtype=np.uint32)
    back = crossed(rng)
    for kind in (np.uint32, np.uint64):
        expected = rng.integers(0, 2**32, size=9, dtype=kind)
        np.testing.assert_array_equal(expected, back.integers(0, 2**32, size=9, dtype=kind))
    assert rng.bit_generator.state["bit_generator"] == back.bit_generator.state["bit_generator"]


@pytest.mark.parametrize("draws", LATER)
def test_the_older_generators_go_on_where_they_were(draws: int) -> None:
    """`RandomState` and Python's own keep the normal number they have in reserve."""
    legacy, plain = np.random.RandomState(3), random.Random(3)
    [(legacy.normal(), plain.gauss(0, 1)) for _ in range(draws)]
    back, plain_back = crossed(legacy), crossed(plain)
    assert legacy.normal(size=5).tolist() == back.normal(size=5).tolist()
    assert [plain.gauss(0, 1) for _ in range(5)] == [plain_back.gauss(0, 1) for _ in range(5)]


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState, random.Random])
def test_an_argument_goes_on_where_the_learners_code_left_it(make: Any) -> None:
    """Changes that were made to a generator are made to ours, in place."""
    ours, theirs = make(1), make(1)
    theirs.random()
    put_back([ours], [crossed(theirs)])
    assert theirs.random() == ours.random()


def test_a_generator_of_another_kind_does_not_come_back_in_its_place() -> None:
    """Its state would be that of another algorithm."""
    philox = np.random.Generator(np.random.Philox(1))
    with pytest.raises(WireError, match="another kind"):
        put_back([np.random.default_rng(1)], [philox])


MOST = {"pos": 624, "buffer_pos": 4, "has_uint32": 1, "uinteger": 2**32 - 1}
MOST |= {"state": 2**128 - 1, "inc": 2**128 - 1}
NUMBERS = (-1, -(2**31), -(2**63), 2**31, 2**32, 2**63, 2**64, 2**128, 5, 625, 10**6, True, None)
OTHERS = ("", 1.0, [], {}, float("nan"), np.int64(1), np.zeros(0), np.float64(2))


def arrays_like(good: np.ndarray[Any, Any]) -> Iterator[Any]:
    """Arrays that are nearly what a field holds."""
    yield from (good[:-1], np.append(good, good[:1]), good.reshape(1, -1), good.astype(np.int32))
    yield from (good.astype(float), good.astype(f">u{good.itemsize}"), np.zeros_like(good)[:0])
    yield good.tolist()


def hostile(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The state with each of its fields, on each level, replaced by what it must not be."""
    for name, value in state.items():
        yield {key: item for key, item in state.items() if key != name}
        if isinstance(value, dict):
            yield from (state | {name: inner} for inner in hostile(value))
        elif isinstance(value, np.ndarray):
            yield from (state | {name: wrong} for wrong in arrays_like(value))
        for wrong in (*NUMBERS, *OTHERS):
            if not is_allowed(name, value, wrong):
                yield state | {name: wrong}


def is_allowed(name: str, value: Any, wrong: Any) -> bool:
    """Whether a field may be this number after all."""
    if type(wrong) is not int or type(value) is not int:
        return False
    return 0 <= wrong <= MOST[name] and (name != "inc" or wrong % 2 == 1)


def messages(name: str) -> list[bytes]:
    """Every hostile state of one kind of generator, as bytes."""
    state = getattr(np.random, name)(7).state
    return [b"G" + encode(wrong, LIMITS) for wrong in hostile(copy.deepcopy(state))]


@pytest.mark.parametrize("name", NAMES)
def test_a_state_out_of_range_is_refused(name: str) -> None:
    """Whatever field is wrong, no generator is made; the process lives."""
    found = outcomes(messages(name))
    assert len(found) > 40
    assert [line for line in found if not line.startswith("refused")] == []


@pytest.mark.parametrize(
    ("name", "field", "last"),
    [
        ("MT19937", ("state", "pos"), 624),
        ("Philox", ("buffer_pos",), 4),
        ("PCG64", ("uinteger",), 2**32 - 1),
    ],
)
def test_the_last_value_that_is_allowed_is_used_and_the_next_is_not(
    name: str, field: tuple[str, ...], last: int
) -> None:
    """The bounds are exact on both sides."""
    found = []
    for value in (0, last, last + 1, -1):
        state = getattr(np.random, name)(7).state
        inner = state
        for key in field[:-1]:
            inner = inner[key]
        inner[field[-1]] = value
        found.append(outcomes([b"G" + encode(state, LIMITS)])[0].partition(" ")[0])
    assert found == ["used", "used", "refused", "refused"]


def test_states_that_would_give_the_same_number_for_ever_are_refused() -> None:
    """Draws by rejection would never end, in a loop of C."""
    twister = np.random.MT19937(1).state
    twister["state"]["key"][:] = 0
    even = np.random.PCG64(1).state
    even["state"] |= {"state": 0, "inc": 0}
    for state in (twister, even):
        with pytest.raises(WireError, match="malformed state"):
            decode(b"G" + encode(state, LIMITS), LIMITS)


def python_state(**changes: Any) -> tuple[Any, ...]:
    """A state of `random.Random` with some parts replaced."""
    version, words, spare = random.Random(2).getstate()
    parts = {"version": version, "words": words, "spare": spare} | changes
    return parts["version"], parts["words"], parts["spare"]


WORDS = random.Random(2).getstate()[1]
WRONG_PYTHON = {
    "a position behind the end": python_state(words=(*WORDS[:-1], 625)),
    "a negative position": python_state(words=(*WORDS[:-1], -1)),
    "a word too many": python_state(words=(*WORDS, 1)),
    "a word too few": python_state(words=WORDS[1:]),
    "a word too large": python_state(words=(2**32, *WORDS[1:])),
    "a word that is a float": python_state(words=(1.0, *WORDS[1:])),
    "zeros": python_state(words=(0,) * 624 + (624,)),
    "another version": python_state(version=2),
    "a reserve that is text": python_state(spare="x"),
}


@pytest.mark.parametrize("what", WRONG_PYTHON)
def test_a_wrong_state_of_pythons_generator_is_refused(what: str) -> None:
    """As for numpy's."""
    name = b"V" + (6).to_bytes(8, "little") + b"Random"
    with pytest.raises(WireError):
        decode(name + encode(WRONG_PYTHON[what], LIMITS), LIMITS)
