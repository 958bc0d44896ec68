"""What a Value was made from, and by which operation, read off the object itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

USUAL = ("parents", "_parents", "_prev", "prev", "inputs", "_inputs", "children", "_children")
LABELS = ("op", "_op", "label", "operation")
MADE_BY = re.compile(r"\.(\w+)\.<locals>\.")
OPERATIONS = {
    "__add__": "+",
    "__radd__": "+",
    "__sub__": "−",
    "__rsub__": "−",
    "__neg__": "−",
    "__mul__": "·",
    "__rmul__": "·",
    "*": "·",
    "-": "−",
    "__truediv__": "/",
    "__rtruediv__": "/",
    "__pow__": "power",
    "**": "power",
}


class Cycle(Exception):
    """Going from a Value to its parents leads back to it."""


@dataclass
class Node:
    """One Value of the graph; parents are places in the list of nodes."""

    value: Any
    parents: list[int] = field(default_factory=list)
    operation: str = ""
    exponent: float | None = None
    name: str = ""


def is_value(thing: Any) -> bool:
    """Whether it has ``data`` and ``grad``, as a Value does."""
    return hasattr(thing, "data") and hasattr(thing, "grad") and not isinstance(thing, type)


def family(root: Any) -> list[Node]:
    """The Value and all it was made from, parents before what was made from them.

    Raises
    ------
    Cycle
        When there is no such order.
    """
    kept_in = kept_parents(root)
    nodes: list[Node] = []
    place: dict[int, int] = {}
    open_: set[int] = set()
    todo = [(root, False)]
    while todo:
        value, done = todo.pop()
        if id(value) in place:
            continue
        parents = [held for name in kept_in for held in _held(getattr(value, name, None))]
        if done:
            open_.discard(id(value))
            place[id(value)] = len(nodes)
            nodes.append(_node(value, [place[id(parent)] for parent in parents]))
            continue
        if id(value) in open_:
            raise Cycle
        open_.add(id(value))
        todo.append((value, True))
        for parent in reversed(parents):
            if id(parent) in open_:
                raise Cycle
            todo.append((parent, False))
    return nodes


def attributes(value: Any) -> dict[str, Any]:
    """Everything the object holds, by name."""
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    held = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    return held | getattr(value, "__dict__", {})


def kept_parents(value: Any) -> list[str]:
    """The attributes that hold Values: one that holds several, or else all that hold one."""
    holding = {
        name: held for name, held in attributes(value).items() if any(True for _ in _held(held))
    }
    several = [name for name, held in holding.items() if not is_value(held)]
    usual = [name for name in USUAL if name in several]
    return (usual or several)[:1] or list(holding)


def _held(thing: Any, depth: int = 2) -> Iterator[Any]:
    """Values in a tuple, a list, a set or a dict, or in pairs within one."""
    if is_value(thing):
        yield thing
    elif isinstance(thing, dict):
        yield from _held(tuple(thing), depth)
    elif isinstance(thing, (tuple, list, set, frozenset)) and depth:
        members = [held for member in thing for held in _held(member, depth - 1)]
        if isinstance(thing, (set, frozenset)):  # its order is another one in each run
            members.sort(key=lambda member: float(np.real(member.data)))
        yield from members


def _node(value: Any, parents: list[int]) -> Node:
    node = Node(value, parents)
    if not parents:
        return node
    held = attributes(value)
    told = [held[name] for name in LABELS if isinstance(held.get(name), str) and held[name]]
    for function in held.values():
        made_by = MADE_BY.search(getattr(function, "__qualname__", ""))
        if made_by and made_by[1] != "__init__":
            told.append(made_by[1])
            node.exponent = _only_number(function)
    if told:
        node.operation = OPERATIONS.get(told[0], told[0])
    return node


def _only_number(function: Any) -> float | None:
    """The number that a closure remembers, when it is the only one: a power's exponent."""
    cells = getattr(function, "__closure__", None) or ()
    contents = [cell.cell_contents for cell in cells]
    numbers = [held for held in contents if isinstance(held, (int, float))]
    return float(numbers[0]) if len(numbers) == 1 else None
