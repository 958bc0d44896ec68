"""A set or dict of keys that the other side chose is built quickly, or not at all."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from grader.limits import Limits
from grader.rpc.codec import WireError, decode, encode
from grader.rpc.codec.keys import FEW, MOST_KEYS, check_keys

LIMITS = Limits()
PRIME = 2**61 - 1
"""Whole numbers have the same hash when they differ by a multiple of it."""
SECONDS = 3
"""Building what is let through has to end long before a cell's shortest sensible limit."""
COLLIDING: dict[str, Callable[[int], Any]] = {
    "whole numbers": lambda n: n * PRIME,
    "negative whole numbers": lambda n: -n * PRIME - 5,
    "tuples": lambda n: (n * PRIME, 1),
    "tuples within tuples": lambda n: ((1, (n * PRIME,)), 2),
    "fractions": lambda n: Fraction(n * PRIME + 1, 1),
    "decimals": lambda n: Decimal(n * PRIME + 1),
    "frozensets": lambda n: frozenset({n * PRIME}),
    "numbers of two kinds": lambda n: n * PRIME if n % 2 else Fraction(n * PRIME, 1),
}


def size(count: int) -> bytes:
    """A length, as on the line."""
    return count.to_bytes(8, "little")


def containers(keys: list[Any]) -> dict[str, bytes]:
    """Everything on the line that is built of keys."""
    words = [encode(key, LIMITS) for key in keys]
    members = size(len(keys)) + b"".join(words)
    pairs = b"m" + size(len(keys)) + b"".join(word + b"0" for word in words)
    named = {
        name: b"V" + size(len(name)) + name.encode() + pairs
        for name in ("Counter", "dict_keys", "OrderedDict", "UserDict")
    }
    return {"set": b"S" + members, "frozenset": b"Z" + members, "dict": pairs} | named


@pytest.mark.parametrize("what", COLLIDING)
def test_colliding_keys_are_refused_at_once(what: str) -> None:
    """Many keys with one hash: whatever they are, and whatever they are to be keys of."""
    for name, message in containers([COLLIDING[what](n) for n in range(5_000)]).items():
        began = time.process_time()
        with pytest.raises(WireError, match="collide"):
            decode(message, LIMITS)
        assert time.process_time() - began < SECONDS, name


def test_long_keys_that_collide_count_for_more() -> None:
    """Two long tuples that differ at their end take long to compare."""
    start = tuple(float(n) for n in range(2_000))
    keys = [(*start, n * PRIME) for n in range(150)]
    with pytest.raises(WireError, match="collide"):
        check_keys(keys)


@pytest.mark.parametrize("count", [FEW, FEW + 1, 500, 3_000])
def test_what_is_let_through_is_built_quickly(count: int) -> None:
    """Some collisions are allowed; as many as are allowed take no time."""
    keys = [n * PRIME for n in range(count)]
    began = time.process_time()
    assert decode(containers(keys)["set"], LIMITS) == set(keys)
    assert time.process_time() - began < SECONDS


HONEST: dict[str, set[Any]] = {
    "numbers": set(range(-500, 50_000)),
    "halves": {n / 2 for n in range(20_000)},
    "powers of two": {2**n for n in range(2_000)},
    "cells of a board": set(itertools.product(range(-20, 20), range(-20, 20), range(-2, 2))),
    "reciprocals": {Fraction(1, n) for n in range(1, 2_000)},
    "words": {f"word {n}" for n in range(MOST_KEYS + 1)},
    "everything at once": {
        1,
        2.5,
        "a",
        None,
        (1, 2),
        b"x",
        frozenset({1}),
        *map(math.sqrt, range(50)),
    },
}


@pytest.mark.parametrize("what", HONEST)
def test_honest_sets_and_dicts_cross(what: str) -> None:
    """Such as courses have."""
    members = HONEST[what]
    assert decode(encode(members, LIMITS), LIMITS) == members
    mapping = dict.fromkeys(members, 1)
    assert decode(encode(mapping, LIMITS), LIMITS) == mapping


def test_too_many_keys_to_be_sure_of_are_refused() -> None:
    """Text has a secret in its hash; of other keys there is a most."""
    with pytest.raises(WireError, match=str(MOST_KEYS)):
        encode(set(range(MOST_KEYS + 1)), LIMITS)
