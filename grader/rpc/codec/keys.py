"""Keys of sets and dicts that come from the other side: building their table must stay cheap.

Python finds a key by its hash, and whoever knows how hashes are made can choose keys that all
have the same. A table of n such keys takes n² steps, in one call that no clock can interrupt.
So the steps are counted before the table is built.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Sequence

from grader.rpc.codec.terms import WireError

FEW = 16
"""So many keys take no time worth counting."""
MOST_KEYS = 100_000
"""Keys without a secret in their hash; more could collide in ways that only building shows."""
_MOST_STEPS = 10_000_000
_SECRETLY_HASHED = frozenset({str, bytes})


def check_keys(keys: Sequence[object]) -> None:
    """Refuse keys whose table would take long to build.

    Raises
    ------
    WireError
        When too many of them collide, or there are too many to be sure.
    """
    if len(keys) <= FEW or _SECRETLY_HASHED.issuperset(map(type, keys)):
        return
    if len(keys) > MOST_KEYS:
        raise WireError(f"a set or dict has more than {MOST_KEYS} keys that are not text")
    hashes = sorted(map(hash, keys))
    if not any(map(operator.eq, hashes, itertools.islice(hashes, 1, None))):
        return
    steps = 0
    by_hash = sorted(((hash(key), place) for place, key in enumerate(keys)))
    for _, group in itertools.groupby(by_hash, operator.itemgetter(0)):
        places = [place for _, place in group]
        if len(places) > 1:
            effort = max(_effort(keys[place]) for place in places)
            steps += len(places) * (len(places) - 1) // 2 * effort
    if steps > _MOST_STEPS:
        raise WireError("too many keys of a set or dict collide")


def _effort(key: object) -> int:
    """About how many steps it takes to compare `key` with one that is nearly the same."""
    if isinstance(key, tuple | frozenset):
        return 1 + sum(map(_effort, key))
    if isinstance(key, int):
        return 1 + key.bit_length() // 2048
    if isinstance(key, str | bytes):
        return 1 + len(key) // 256
    return 1
