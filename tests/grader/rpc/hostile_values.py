"""Decodes hostile values and uses them, in a process of its own that must not die.

Run as ``python -m tests.grader.rpc.hostile_values``: each line on standard input is the hexadecimal
form of one message; each line on standard output says what came of it.
"""

from __future__ import annotations

import contextlib
import copy
import operator
import random
import signal
import sys
import warnings
from typing import Any

import numpy as np

from grader.limits import Limits
from grader.rpc.codec import Reference, WireError, decode

LIMITS = Limits(message_bytes=1 << 20, message_items=10_000)
SECONDS = 5
"""A use that takes longer hangs in a loop of C; the process then dies of the signal."""


def use(value: Any) -> None:
    """What a test may do with a value, whatever it is."""
    for action in (repr, str, bool, hash, len, copy.deepcopy, np.asarray, np.sum, float, sorted):
        with contextlib.suppress(Exception):
            action(value)
    for compare in (operator.eq, operator.lt, operator.add, operator.sub, operator.mul):
        for other in (value, 1, 1.5, "a", np.ones(2)):
            with contextlib.suppress(Exception):
                compare(value, other)
    if isinstance(value, np.random.Generator | np.random.RandomState):
        draw(value)
    elif isinstance(value, random.Random):
        value.random(), value.gauss(0, 1), value.sample(range(100), 5), value.getstate()
    elif isinstance(value, np.ndarray | np.generic):
        look(np.asarray(value))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            use(item)


def draw(rng: Any) -> None:
    """Numbers of every width, more than any buffer holds."""
    for kind in (np.uint8, np.uint16, np.uint32, np.uint64):
        with contextlib.suppress(TypeError, ValueError):
            integers = getattr(rng, "integers", None) or rng.randint
            integers(0, 200, size=700, dtype=kind)
    rng.random(700), rng.normal(size=70), rng.permutation(20), rng.bytes(100)
    copy.deepcopy(rng)


def look(array: Any) -> None:
    """Everything about an array that reads its bytes as what they should be."""
    for action in (
        np.ndarray.tolist,
        np.sort,
        np.unique,
        np.isnan,
        np.array2string,
        np.ndarray.tobytes,
        lambda a: a.astype("U"),
        lambda a: a.astype("M8[s]"),
        lambda a: a.astype("M8[as]"),
        lambda a: a.astype(float),
        lambda a: a.T @ a,
    ):
        with contextlib.suppress(Exception):
            action(array)


def main() -> None:
    """Say of each message what came of it."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for line in sys.stdin:
        signal.alarm(SECONDS)
        try:
            value = decode(bytes.fromhex(line), LIMITS, lambda reference: Reference(False, 1, {}))
        except WireError as error:
            print("refused", error, flush=True)
            continue
        use(value)
        print("used", type(value).__name__, flush=True)
    signal.alarm(0)


if __name__ == "__main__":
    main()
