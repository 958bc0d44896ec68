"""Run a learner's `backward()` and note, in order, which Value gave which share to which."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from course.pictures.graph.family import Node, attributes
from course.widget.call import Trouble, call

CALLERS = 4  # how far up we look for the Value that passes its gradient on


@dataclass(frozen=True)
class Share:
    """The gradient of ``node`` was changed, by what came back through ``source`` if known."""

    node: int
    source: int | None
    before: float
    after: float


def record(nodes: Sequence[Node]) -> list[Share]:
    """The shares that ``backward()`` of the last node hands out; the Values are left as they were.

    Gradients are zero when it begins, as they are on a fresh graph.

    Raises
    ------
    Trouble
        When it is not written yet, raises or hangs.
    """
    root = nodes[-1].value
    if not callable(getattr(root, "backward", None)):
        raise Trouble("This Value has no `backward()`, so no gradient flows back yet.", "waiting")
    kept = [attributes(node.value) for node in nodes]
    shares: list[Share] = []
    try:
        for node in nodes:
            node.value.grad = 0.0
        with _watched(nodes, shares):
            call(root.backward)
        return shares or _at_once(nodes)
    except (TypeError, ValueError, AttributeError) as error:
        raise Trouble(f"A gradient should be a number: {error}.") from error
    finally:
        for node, held in zip(nodes, kept, strict=True):
            for name, thing in held.items():
                setattr(node.value, name, thing)


@contextmanager
def _watched(nodes: Sequence[Node], shares: list[Share]) -> Iterator[None]:
    """Note every change of a ``grad`` while the block runs."""
    kind: Any = type(nodes[-1].value)
    own, before = vars(kind).get("__setattr__"), kind.__setattr__
    place = {id(node.value): index for index, node in enumerate(nodes)}

    def note(value: Any, name: str, thing: Any) -> None:
        if name != "grad" or id(value) not in place:
            before(value, name, thing)
            return
        index, old = place[id(value)], float(value.grad)
        before(value, name, thing)
        source = _source(index, nodes, place)
        if source is not None or thing != old:
            shares.append(Share(index, source, old, float(thing)))

    kind.__setattr__ = note
    try:
        yield
    finally:
        if own is None:
            del kind.__setattr__
        else:
            kind.__setattr__ = own


def _source(index: int, nodes: Sequence[Node], place: Mapping[int, int]) -> int | None:
    """Which of the Values made from node ``index`` is at hand where its gradient is changed.

    The last in order counts: an operation's code holds its result and what it was made from.
    """
    frame = sys._getframe(2)
    for _ in range(CALLERS):
        held = [place[id(thing)] for thing in frame.f_locals.values() if id(thing) in place]
        made = [other for other in held if index in nodes[other].parents]
        if made:
            return max(made)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return None


def _at_once(nodes: Sequence[Node]) -> list[Share]:
    """Where nothing was seen to change a gradient: what they are in the end, last node first."""
    ends = [(index, float(node.value.grad)) for index, node in enumerate(nodes)]
    return [Share(index, None, 0.0, grad) for index, grad in reversed(ends) if grad]
