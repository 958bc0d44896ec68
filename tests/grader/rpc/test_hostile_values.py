"""Hostile values are refused, or can be used without harm to the process that decoded them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.rpc.codec import encode
from grader.rpc.codec.values import KINDS
from tests.grader.rpc.hostile_values import LIMITS


class Child:
    """A process that decodes messages, uses what they hold and says what came of it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def outcome(self, message: bytes) -> str:
        """What came of one message; the process has to live on."""
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-m", "tests.grader.rpc.hostile_values"],
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(message.hex() + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline().strip()
        if not said:
            status, self.process = self.process.wait(), None
            pytest.fail(f"the process died with status {status} of {message[:300]!r}")
        return said

    def close(self) -> None:
        """Let it end."""
        if self.process is not None:
            self.process.communicate()


def outcomes(messages: list[bytes]) -> list[str]:
    """What came of each message in a process of its own."""
    child = Child()
    found = [child.outcome(message) for message in messages]
    child.close()
    return found


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """One process for many messages."""
    running = Child()
    yield running
    running.close()


def size(count: int) -> bytes:
    """A length, as on the line."""
    return count.to_bytes(8, "little")


UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic", "B")
TIMES = st.builds(
    "{}{}8[{}{}]".format,
    st.sampled_from("<>"),
    st.sampled_from("Mm"),
    st.sampled_from(["", "1", "7", "0", "00", "999", "1000", "999999"]),
    st.sampled_from(UNITS),
)
DTYPES = TIMES | st.sampled_from(
    sorted(f"{order}{code}" for order in "<>|=" for code in ("b1", "i1", "u8", "f2", "f8", "f16"))
    + sorted(f"{order}{code}" for order in "<>" for code in ("c32", "c16", "U3", "S5", "M8", "m8"))
    + ["<f12", "<f3", "<i16", "<U0", "<S0", "<U999999999", "|O", "|V8", "<T", "<b1", "<i99"]
)
SHAPES = st.lists(st.integers(0, 3) | st.sampled_from([2**31, 2**63, 2**64 - 1]), max_size=4)


@st.composite
def arrays(draw: st.DrawFn) -> bytes:
    """An array's bytes, whose parts may or may not agree with each other."""
    dtype, shape = draw(DTYPES).encode(), draw(SHAPES)
    try:
        count = int(np.prod(shape, dtype=object)) * np.dtype(dtype.decode()).itemsize
    except (TypeError, ValueError, ZeroDivisionError):
        count = 8
    body = draw(st.binary(min_size=min(count, 200), max_size=min(count, 200)))
    edges = st.sampled_from([b"\xff", b"\x00", b"\x80", b"\x7f"])
    body = draw(st.just(body) | edges.map(lambda byte: byte * len(body)))
    head = bytes([draw(st.integers(0, 1)), draw(st.integers(0, 3)), len(dtype), len(shape)])
    payload = head + dtype + b"".join(map(size, shape)) + body
    return b"A" + size(len(payload)) + payload


@settings(max_examples=400, deadline=None)
@given(arrays())
def test_an_array_of_hostile_bytes_harms_nobody(child: Child, message: bytes) -> None:
    """Of every dtype, unit and shape: it is refused, or every use of it ends."""
    assert child.outcome(message).split()[0] in ("refused", "used")


ODD = st.recursive(
    st.sampled_from([0, 1, -1, 2**31, -(2**63), 2**64, 10**30, True, None, 0.5, float("nan")])
    | st.sampled_from(["", "q", "?", "int", "UTC", "../../etc/passwd", "1e999999999", "sNaN", "0"])
    | st.sampled_from([b"", b"\x00", b"\xff" * 8, b"\x02" * 16])
    | st.sampled_from([np.zeros(2), np.ones((2, 2)), np.zeros((0, 2)), np.array(["a"])]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=8).map(tuple)
        | st.dictionaries(st.sampled_from(["a", "__class__", "items", 1, -2]), inner, max_size=3)
    ),
    max_leaves=10,
)
NAMES = [*sorted({kind.name for kind in KINDS.values()}), "", "os.system", "ndarray", "Path "]


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(NAMES), ODD)
def test_a_value_of_hostile_content_harms_nobody(child: Child, name: str, content: Any) -> None:
    """Whatever content a kind of the table is given: it is refused, or every use of it ends."""
    message = b"V" + size(len(name)) + name.encode() + encode(content, LIMITS)
    assert child.outcome(message).split()[0] in ("refused", "used")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The bytes of a sound value of the table, with some of them changed."""
    data = bytearray(encode(draw(st.sampled_from(SOUND)), LIMITS))
    for _ in range(draw(st.integers(1, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


SOUND = [
    np.random.default_rng(1),
    np.random.Generator(np.random.MT19937(1)),
    np.random.Generator(np.random.Philox(1)),
    np.random.Generator(np.random.SFC64(1)),
    np.random.RandomState(1),
    np.array(["2020-01-01"], "M8[D]"),
    np.ones(3, np.longdouble),
    memoryview(bytes(24)),
]


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_damaged_bytes_of_a_sound_value_harm_nobody(child: Child, message: bytes) -> None:
    """A flipped byte is refused, or makes another sound value."""
    assert child.outcome(message).split()[0] in ("refused", "used")
