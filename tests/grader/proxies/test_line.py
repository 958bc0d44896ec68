"""Whatever a hostile learner's side says on the line, the trusted side has a word for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.limits import Limits
from grader.proxies.figures import Pictures
from grader.proxies.learner import Learner, LearnerGone
from grader.proxies.proxy import CannotCross, Proxy
from grader.rpc.channel import ChannelClosed
from grader.rpc.codec import Reference, WireError, encode
from tests.grader.rpc.test_codec import arrays, plain

LIMITS = Limits(message_bytes=1 << 20, message_items=10_000, messages=100)
NUMBERS = st.integers(0, 3) | st.just(2**63)
WORDS = st.sampled_from(
    sorted({"function", "class", "instance", "module", "f", "Lent", "name", "type", "kind"})
    + sorted(
        {
            "failure",
            "KeyError",
            "SystemExit",
            "UnicodeDecodeError",
            "OSError",
            "os",
            "__call__",
            "__iter__",
            "__eq__",
        }
    )
    + sorted({"__str__", "__next__", "call", "get", "set", "next", "operate", "picture", "drawn"})
    + sorted({"format", "tofile", "append", "x", "run", "done", "failed", "ask", "base", "message"})
)


def references(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """References with descriptions that are nearly right."""
    keys = ["kind", "type", "name", "operators", "failure", "plain", "fields", "parameters"]
    keys += ["attributes", "member", "meta", "flags"]
    kinds = st.sampled_from(["function", "class", "instance", "module", "builtin"])
    about = st.fixed_dictionaries(
        {"kind": kinds},
        optional={key: WORDS | st.lists(WORDS, max_size=4) | inner for key in keys[1:]},
    )
    return st.builds(Reference, st.booleans(), NUMBERS, about | st.dictionaries(WORDS, inner))


values = st.recursive(
    plain | arrays | WORDS,
    lambda inner: references(inner) | st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)
requests = st.tuples(st.just("ask"), WORDS, st.lists(values, max_size=3).map(tuple) | values)
answers = st.tuples(st.sampled_from(["done", "failed"]), values | st.tuples(values, values))
failures = st.tuples(
    st.just("failed"),
    st.fixed_dictionaries(
        {"base": WORDS, "name": WORDS, "message": WORDS},
        optional={"args": values, "attributes": values},
    ),
)


class Hostile:
    """A learner's process that says what it was told to say, whatever it is asked."""

    def __init__(self, says: list[bytes]) -> None:
        self.limits, self.deadline = LIMITS, None
        self.says = says
        self.channel = self

    def send(self, payload: bytes, descriptors: Sequence[int] = ()) -> None:
        """Nobody listens."""

    def receive(self) -> bytes:
        """The next message."""
        if not self.says:
            raise ChannelClosed
        return self.says.pop(0)

    def interrupt(self, process: int) -> None:
        """Nothing to stop."""

    def kill(self, process: int) -> None:
        """Everything ends."""
        self.says.clear()

    def close(self) -> None:
        """Nobody to hang up on."""

    def used_too_much_memory(self) -> bool:
        """Nobody looks."""
        return False


def lent(*arguments: object) -> None:
    """What the test lends."""


def listen(says: list[bytes]) -> None:
    """Ask a learner's side that answers with `says`; only known errors may come of it."""
    learner = Learner(Hostile(says))  # type: ignore[arg-type]
    learner.pictures = Pictures({"f": b"picture"}, collects=False)
    learner._export(lent)
    for _ in range(3):
        try:
            found = learner.ask("call", lent, (), {})
            str(found), bool(found), found == 1
        except (LearnerGone, CannotCross):
            continue
        except Exception as error:
            stand_in = isinstance(error, TypeError | AttributeError | ValueError | RuntimeError)
            assert stand_in or getattr(error, "from_other_side", False), repr(error)
    assert learner.pictures.drawn == {}


@settings(max_examples=300, deadline=None)
@given(st.lists(requests | answers | failures | values, min_size=1, max_size=4))
def test_well_formed_lies_end_in_a_known_error(said: list[Any]) -> None:
    try:
        says = [encode(each, LIMITS, lambda value: Reference(True, 1, {})) for each in said]
    except WireError:
        return
    listen(says)


@settings(max_examples=200, deadline=None)
@given(requests | answers, st.data())
def test_damaged_lies_end_in_a_known_error(said: Any, draw: st.DataObject) -> None:
    try:
        data = bytearray(encode(said, LIMITS, lambda value: Reference(True, 1, {})))
    except WireError:
        return
    for _ in range(draw.draw(st.integers(1, 3))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    listen([bytes(data)] * 2)


LIES: list[tuple[Any, ...]] = [
    ("ask", "get", ("{0.__globals__}", "format")),
    ("ask", "get", (Reference(False, 1, {}), "__globals__")),
    ("ask", "operate", (Reference(False, 1, {}), "__call__", ())),
    ("ask", "set", (Reference(False, 1, {}), "x", 1)),
    ("ask", "drawn", ("f", b"forged")),
    ("ask", "collect", (True,)),
    ("ask", "__class__", (Reference(False, 1, {}),)),
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: str(lie[1]))
def test_a_request_that_may_not_be_made_is_refused(lie: tuple[Any, ...]) -> None:
    hostile = Hostile([encode(lie, LIMITS, lambda value: value), encode(("done", 1), LIMITS)])
    replies: list[bytes] = []
    hostile.send = lambda payload, _=(): replies.append(payload)  # type: ignore[method-assign]
    learner = Learner(hostile)  # type: ignore[arg-type]
    learner.pictures = Pictures({"f": b"picture"}, collects=False)
    learner._export(lent)
    assert learner.ask("look_up", "x") == 1
    assert len(replies) == 2 and b"failed" in replies[1]


def test_what_came_is_a_stand_in_and_nothing_more() -> None:
    about = {"kind": "instance", "type": "Path", "operators": ["__class__", "__del__", "__str__"]}
    learner = Learner(Hostile([encode(("done", Reference(True, 5, about)), LIMITS)]))  # type: ignore[arg-type]
    found = learner.ask("look_up", "x")
    assert isinstance(found, Proxy) and not hasattr(type(found), "__del__")


def test_a_functions_annotations_are_the_learners(holds):
    answer = "def f(x: int) -> str:\n    return str(x)"
    holds(answer, "assert f.__annotations__ == {'x': int, 'return': str}")
