"""Random generators as plain data, and built anew from it.

numpy's generators index their buffers with positions that their state holds, and believe what
they are given. So no state of the other side's is handed to them: each field is checked against
what the algorithm allows, and a state of our own is made of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from grader.rpc.codec.terms import WireError

_WORDS = 624  # of a Mersenne Twister
_TOP_BIT = 0x80000000  # all that counts of a Mersenne Twister's first word
_VERSION = 3  # of `random.Random.getstate`

State = dict[str, object]


def _malformed() -> WireError:
    return WireError("a random generator came with a malformed state")


def _number(value: object, most: int) -> int:
    """`value`, if it is a whole number from 0 to `most`."""
    if type(value) is not int or not 0 <= value <= most:
        raise _malformed()
    return value


def _words(value: object, count: int, bits: int) -> npt.NDArray[np.generic]:
    """`value` as a new array, if it holds `count` unsigned words."""
    kind = np.dtype(f"u{bits // 8}")
    if type(value) is not np.ndarray or value.shape != (count,) or value.dtype != kind:
        raise _malformed()
    return np.array(value, kind)


def _part(state: State, name: str) -> object:
    try:
        return state[name]
    except KeyError:
        raise _malformed() from None


def _inner(state: State) -> State:
    inner = _part(state, "state")
    if type(inner) is not dict:
        raise _malformed()
    return inner


def _kept_half(state: State) -> State:
    """Half of a word that the last draw left over."""
    return {
        "has_uint32": _number(_part(state, "has_uint32"), 1),
        "uinteger": _number(_part(state, "uinteger"), 2**32 - 1),
    }


def _twister(state: State) -> State:
    inner = _inner(state)
    key = _words(_part(inner, "key"), _WORDS, 32)
    if not key[0] & _TOP_BIT and not key[1:].any():  # it would give zeros for ever
        raise _malformed()
    return {"state": {"key": key, "pos": _number(_part(inner, "pos"), _WORDS)}}


def _congruential(state: State) -> State:
    inner = _inner(state)
    numbers = {name: _number(_part(inner, name), 2**128 - 1) for name in ("state", "inc")}
    if numbers["inc"] % 2 == 0:  # its period would be short
        raise _malformed()
    return {"state": numbers} | _kept_half(state)


def _philox(state: State) -> State:
    inner = _inner(state)
    counters = {name: _words(_part(inner, name), n, 64) for name, n in (("counter", 4), ("key", 2))}
    buffer = _words(_part(state, "buffer"), 4, 64)
    position = _number(_part(state, "buffer_pos"), 4)
    return {"state": counters, "buffer": buffer, "buffer_pos": position} | _kept_half(state)


def _small_fast(state: State) -> State:
    return {"state": {"state": _words(_part(_inner(state), "state"), 4, 64)}} | _kept_half(state)


_CHECKED: dict[str, tuple[Callable[[], np.random.BitGenerator], Callable[[State], State]]] = {
    "PCG64": (lambda: np.random.PCG64(0), _congruential),
    "PCG64DXSM": (lambda: np.random.PCG64DXSM(0), _congruential),
    "MT19937": (lambda: np.random.MT19937(0), _twister),
    "Philox": (lambda: np.random.Philox(0), _philox),
    "SFC64": (lambda: np.random.SFC64(0), _small_fast),
}


def _bits(state: object) -> np.random.BitGenerator:
    """A bit generator with this state."""
    name = state.get("bit_generator") if type(state) is dict else None
    if type(state) is not dict or type(name) is not str or name not in _CHECKED:
        raise WireError("a random generator came with an unknown kind")
    make, checked = _CHECKED[name]
    made = make()
    made.state = {"bit_generator": name} | checked(state)
    return made


def encode_generator(value: np.random.Generator) -> State:
    """The state of a `numpy.random.Generator` as plain data.

    Raises
    ------
    WireError
        When its bits come from no generator of numpy's own.
    """
    state = dict(value.bit_generator.state)
    if state.get("bit_generator") not in _CHECKED:
        raise WireError("a random generator of this kind cannot cross; numpy's own can")
    return state


def decode_generator(state: object) -> np.random.Generator:
    """A generator that goes on where `encode_generator` left off."""
    return np.random.Generator(_bits(state))


def encode_legacy(value: np.random.RandomState) -> State:
    """The state of a `numpy.random.RandomState` as plain data."""
    state = value.get_state(legacy=False)
    if type(state) is not dict or state.get("bit_generator") != "MT19937":
        raise WireError("a random generator of this kind cannot cross; numpy's own can")
    return state


def decode_legacy(state: object) -> np.random.RandomState:
    """A `RandomState` that goes on where `encode_legacy` left off."""
    bits = _bits(state)
    if type(bits) is not np.random.MT19937 or type(state) is not dict:
        raise _malformed()
    spare = {"has_gauss": _number(_part(state, "has_gauss"), 1), "gauss": _part(state, "gauss")}
    if type(spare["gauss"]) is not float:
        raise _malformed()
    made = np.random.RandomState(bits)
    made.set_state(dict(bits.state) | spare)
    return made


def encode_python(value: random.Random) -> tuple[object, ...]:
    """The state of a `random.Random` as plain data."""
    return value.getstate()


def decode_python(state: object) -> random.Random:
    """A `random.Random` that goes on where `encode_python` left off."""
    if type(state) is not tuple or len(state) != 3 or state[0] != _VERSION:
        raise _malformed()
    numbers, spare = state[1:]
    if type(numbers) is not tuple or len(numbers) != _WORDS + 1:
        raise _malformed()
    words = [_number(word, 2**32 - 1) for word in numbers[:-1]]
    if not words[0] & _TOP_BIT and not any(words[1:]):
        raise _malformed()
    if spare is not None and type(spare) is not float:
        raise _malformed()
    made = random.Random(0)
    made.setstate((_VERSION, (*words, _number(numbers[-1], _WORDS)), spare))
    return made


def go_on_as(ours: object, theirs: object) -> bool:
    """Let a generator of ours go on as the other side's, checked as it came; whether they are such.

    Raises
    ------
    WireError
        When the two work by different algorithms.
    """
    if isinstance(ours, random.Random) and isinstance(theirs, random.Random):
        ours.setstate(theirs.getstate())
    elif isinstance(ours, np.random.RandomState) and isinstance(theirs, np.random.RandomState):
        ours.set_state(theirs.get_state(legacy=False))
    elif isinstance(ours, np.random.Generator) and isinstance(theirs, np.random.Generator):
        if type(ours.bit_generator) is not type(theirs.bit_generator):
            raise WireError(
                "the learner's code put another kind of random generator in an argument"
            )
        ours.bit_generator.state = theirs.bit_generator.state
    else:
        return False
    return True
