"""The still of a graph: all boxes with their values and gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from course.widget.numbers import number
from course.widget.still import COLOURS, INK, SOFT, Layout, Plot, png

LAYOUT = Layout((Plot((0.0, 0.0, 1.0, 0.9), bare=True),))


def still(facts: Mapping[str, Any], title: str) -> bytes:
    """PNG of the graph at the end of its story."""
    return png(_draw, title, (facts,), LAYOUT)


def gradients(facts: Mapping[str, Any]) -> list[float]:
    """The gradient of each box at the end."""
    ends = [0.0] * len(facts["boxes"])
    for step in facts["steps"]:
        for share in step["shares"]:
            ends[share["node"]] = share["after"]
    return ends


def _draw(axes: Axes, facts: Mapping[str, Any]) -> None:
    boxes = facts["boxes"]
    if not boxes:
        return
    columns, rows = max(b["column"] for b in boxes), max(b["row"] for b in boxes)
    axes.set(xlim=(-0.6, max(columns, 1) + 0.6), ylim=(max(rows, 1) + 0.6, -0.6))
    for line in facts["lines"]:
        a, b = boxes[line["parent"]], boxes[line["child"]]
        ys = [a["row"], *line["rows"], b["row"]]
        axes.plot(range(a["column"], b["column"] + 1), ys, color=SOFT, linewidth=0.8)
    frame = {"boxstyle": "round", "facecolor": "white", "edgecolor": COLOURS[0]}
    look: dict[str, Any] = {"color": INK, "ha": "center", "va": "center"}
    size = 8 if columns < 8 else 5
    for box, grad in zip(boxes, gradients(facts), strict=True):
        words = f"{box['title']}\n→ {number(box['value'])}\n← {number(grad)}"
        axes.text(box["column"], box["row"], words, size=size, bbox=frame, parse_math=False, **look)
