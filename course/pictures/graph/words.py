"""What a graph says: a name or a short formula on each box, and a sentence for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course.pictures.graph.family import Node, is_value
from course.pictures.graph.record import Share
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


def story(
    nodes: Sequence[Node], titles: Sequence[str], shares: Sequence[Share]
) -> list[dict[str, Any]]:
    """A step for each node that was made from others, then one for each that passes back."""
    steps = [_forward(i, node, titles) for i, node in enumerate(nodes) if node.parents]
    return steps + [_backward(group, titles) for group in _grouped(shares)]


def _forward(index: int, node: Node, titles: Sequence[str]) -> dict[str, Any]:
    made_from = " and ".join(f"`{titles[i]}`" for i in dict.fromkeys(node.parents))
    words = f"Forward: `{titles[index]}` = {number(float(node.value.data))}, from {made_from}."
    return {"node": index, "shares": [], "words": words}


def _grouped(shares: Sequence[Share]) -> list[list[Share]]:
    """Neighbours in time that come from one source belong to one step."""
    groups: list[list[Share]] = []
    for share in shares:
        same = groups and share.source is not None and groups[-1][0].source == share.source
        if same:
            groups[-1].append(share)
        else:
            groups.append([share])
    return groups


def _backward(group: Sequence[Share], titles: Sequence[str]) -> dict[str, Any]:
    source = group[0].source
    given = "; ".join(_given(share, titles) for share in group)
    if source is None:
        words = f"Backward: {given}."
    else:
        words = f"Backward: `{titles[source]}` passes on {given}."
    shares = [{"node": share.node, "before": share.before, "after": share.after} for share in group]
    return {"node": source, "shares": shares, "words": words}


def _given(share: Share, titles: Sequence[str]) -> str:
    name = f"`{titles[share.node]}`"
    if share.source is None:
        return f"the gradient of {name} is {number(share.after)}"
    added = number(share.after - share.before)
    if share.before == 0:
        return f"{added} to {name}"
    return f"{added} to {name}, which has {number(share.after)} now"
