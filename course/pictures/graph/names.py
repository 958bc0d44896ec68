"""What to call each box: a variable's name where there is one, else a short formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course.pictures.graph.family import Node, is_value
from course.widget.numbers import number

LONGEST = 12  # letters that fit on a box
RAISED = str.maketrans("-0123456789.", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹·")


def name_nodes(nodes: Sequence[Node], known: Mapping[str, Any]) -> None:
    """Give each node the name of a variable that holds its Value, the shortest one."""
    place = {id(node.value): node for node in nodes}
    for name, thing in known.items():
        if name.startswith("_") or not is_value(thing) or id(thing) not in place:
            continue
        node = place[id(thing)]
        if not node.name or len(name) < len(node.name):
            node.name = name


def titles(nodes: Sequence[Node]) -> list[str]:
    """A title for each node: its name, its number, a formula, or its operation alone."""
    written: list[str] = []
    for node in nodes:
        parents = node.parents
        if node.operation == "·":  # numbers first, as one writes
            parents = sorted(parents, key=lambda i: bool(nodes[i].parents or nodes[i].name))
        parts = [_inside(nodes[i], written[i]) for i in parents]
        written.append(node.name or _formula(node, parts))
    return written


def _formula(node: Node, parts: Sequence[str]) -> str:
    if not parts:
        return number(float(node.value.data))
    formula = _written(node.operation, node.exponent, parts)
    if len(formula) <= LONGEST:
        return formula
    return _written(node.operation, node.exponent, ["…"] * len(parts))


def _written(operation: str, exponent: float | None, parts: Sequence[str]) -> str:
    if operation == "power" and len(parts) == 1:
        raised = "ⁿ" if exponent is None else f"{exponent:g}".translate(RAISED)
        return f"{parts[0]}{raised}"
    if operation in "+·−/" and operation and len(parts) == 2:
        if operation == "+" and parts[1].startswith("−"):
            return f"{parts[0]} − {parts[1][1:]}"
        return f"{parts[0]} {operation} {parts[1]}"
    if operation == "−" and len(parts) == 1:
        return f"−{parts[0]}"
    if operation.isidentifier() and len(parts) == 1:
        return f"{operation} {parts[0]}"
    return operation or "made from " + ", ".join(parts)


def _inside(node: Node, title: str) -> str:
    """A title as it stands within a larger formula."""
    if "…" in title:
        return "…"
    simple = node.name or not node.parents or node.operation in ("power", "")
    return title if simple or " " not in title else f"({title})"


def watch_names(found: dict[str, Any], function: Callable[..., Any]) -> Callable[..., None]:
    """A profiler that notes the local variables with which ``function`` ends."""
    code = getattr(function, "__code__", None)

    def note(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code is code:
            found.update(frame.f_locals)

    return note
