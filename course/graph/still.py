"""The graph where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.pen import INK, SOFT
from course.explore.still import COLOURS
from course.explore.words import number


def still(facts: Mapping[str, Any], title: str) -> bytes:
    """PNG of the graph at the end of its story."""
    return png(_draw, title, (facts,))


def gradients(facts: Mapping[str, Any]) -> list[float]:
    """The gradient of each box at the end."""
    ends = [0.0] * len(facts["boxes"])
    for step in facts["steps"]:
        for share in step["shares"]:
            ends[share["node"]] = share["after"]
    return ends


def _draw(figure: Figure, facts: Mapping[str, Any]) -> None:
    axes = figure.add_axes((0.0, 0.0, 1.0, 0.9))
    axes.axis("off")
    if facts["boxes"]:
        _draw_boxes(axes, facts, gradients(facts))


def _draw_boxes(axes: Axes, facts: Mapping[str, Any], ends: list[float]) -> None:
    boxes = facts["boxes"]
    columns, rows = max(b["column"] for b in boxes), max(b["row"] for b in boxes)
    axes.set(xlim=(-0.6, max(columns, 1) + 0.6), ylim=(max(rows, 1) + 0.6, -0.6))
    for line in facts["lines"]:
        a, b = boxes[line["parent"]], boxes[line["child"]]
        ys = [a["row"], *line["rows"], b["row"]]
        axes.plot(range(a["column"], b["column"] + 1), ys, color=SOFT, linewidth=0.8, zorder=1)
    size = 8 if columns < 8 else 5
    for box, grad in zip(boxes, ends, strict=True):
        words = f"{box['title']}\n→ {number(box['value'])}\n← {number(grad)}"
        edge = {"boxstyle": "round", "facecolor": "white", "edgecolor": COLOURS[0]}
        axes.text(
            box["column"],
            box["row"],
            words.replace("$", r"\$"),
            color=INK,
            fontsize=size,
            ha="center",
            va="center",
            bbox=edge,
            zorder=2,
        )
