"""The steps of a graph's story, in words: each value computed, then each gradient passed back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.pictures.graph.family import Node
from course.pictures.graph.record import Share
from course.widget.numbers import number


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
