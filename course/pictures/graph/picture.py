"""The live picture of a computation graph."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from course.pictures.graph.family import Cycle, Node, family, is_value
from course.pictures.graph.layout import lay_out
from course.pictures.graph.record import Share, record
from course.pictures.graph.still import still
from course.pictures.graph.words import name_nodes, story, titles, watch_names
from course.run.descend import name_of
from course.widget import scripts
from course.widget.call import Trouble, call
from course.widget.live import Live, Look
from course.widget.numbers import number
from course.widget.slider import Slider

FOLDER = Path(__file__).parent
MOST = 60  # boxes that can be told apart
NUDGE = 1e-5
ALIKE = 1e-4  # how far a gradient may be from the slope that a nudge finds


class GraphPicture(Live):
    """The Values that a Value was made from; made by `graph`."""

    _esm = scripts.script(FOLDER)
    _css = scripts.style(FOLDER)

    def __init__(
        self,
        made: Any,
        kind: Any,
        inputs: Mapping[str, Any],
        known: Mapping[str, Any],
        has_kind: bool,
    ) -> None:
        self.made, self.known = made, known
        given = {name: _given(thing, kind, has_kind) for name, thing in inputs.items()}
        self.kinds = {name: kind for name, (kind, _) in given.items()}
        name = name_of(made) if callable(made) and not is_value(made) else _name_of(made, known)
        super().__init__(name, "as a graph", [_slider(n, g) for n, (_, g) in given.items()])

    def still(self) -> bytes:
        """PNG of the graph with all values and gradients."""
        return still(self.look.facts, self.title)

    def _look(self) -> Look:
        try:
            root, names = self._made()
            nodes = family(root)
            _require_numbers(nodes)
        except Trouble as trouble:
            return Look(trouble.kind, str(trouble), _facts([], [], []))
        except Cycle:
            words = "Going from a Value to its parents leads back to it, so nothing comes first."
            return Look("trouble", words, _facts([], [], []))
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            return Look("trouble", f"This is not a graph to draw: {error}.", _facts([], [], []))
        name_nodes(nodes, names)
        nodes[-1].name = nodes[-1].name or self.name
        return self._told(nodes)

    def _made(self) -> tuple[Any, Mapping[str, Any]]:
        """The last Value, and the variables known where it was made."""
        if is_value(self.made):
            return self.made, self.known
        if not callable(self.made):
            raise Trouble(
                "`graph` shows a Value, which has `data` and `grad`, or a function of Values; "
                f"got {type(self.made).__name__}."
            )
        names: dict[str, Any] = {}
        made = self._run({}, names)
        if is_value(made):
            return made, names
        got = "None: is the `return` missing?" if made is None else f"{type(made).__name__}."
        raise Trouble(f"`{name_of(self.made)}` should return a Value, got {got}")

    def _run(self, nudged: Mapping[str, float], names: dict[str, Any]) -> Any:
        values = {**self.values, **nudged}
        before = sys.getprofile()
        try:
            sys.setprofile(watch_names(names, self.made))
            return call(self.made, **{n: call(k, values[n]) for n, k in self.kinds.items()})
        finally:
            sys.setprofile(before)

    def _told(self, nodes: list[Node]) -> Look:
        """The graph, and what there is to say of it."""
        told = titles(nodes)
        shares, trouble, kind = [], "", "fine"
        try:
            shares = record(nodes)
        except Trouble as stop:
            trouble, kind = str(stop), stop.kind
        facts = _facts(nodes, told, shares)
        sentences = [_size(nodes, told), trouble or self._gradients(nodes, shares)]
        if len(nodes) > MOST:
            sentences.insert(1, f"A picture can show {MOST}: here are the last ones made.")
        return Look(kind, " ".join(filter(None, sentences)), facts)

    def _gradients(self, nodes: list[Node], shares: list[Share]) -> str:
        """The gradients of what has a name and was made from nothing, compared with a nudge."""
        ends = {share.node: share.after for share in shares}
        named = {n.name: ends.get(i, 0.0) for i, n in enumerate(nodes) if n.name and not n.parents}
        if not named:
            return ""
        words = ", ".join(f"`{name}` {number(grad)}" for name, grad in named.items())
        slopes = {name: self._slope(name) for name in self.kinds}
        away = [
            f"Nudging `{name}` moves the result {number(slope)} times as far, "
            f"but its gradient is {number(named[name])}: which share is missing?"
            for name, slope in slopes.items()
            if slope is not None
            and name in named
            and abs(slope - named[name]) > ALIKE * max(1.0, abs(slope))
        ]
        return " ".join([f"The gradients: {words}.", *away])

    def _slope(self, name: str) -> float | None:
        """Slope by a small nudge to either side; None at a kink or where it can't be had."""
        at, here = self.values[name], NUDGE * max(1.0, abs(self.values[name]))
        try:
            low, middle, high = (
                float(self._run({name: at + shift}, {}).data) for shift in (-here, 0.0, here)
            )
        except (Trouble, AttributeError, TypeError, ValueError, OverflowError):
            return None
        slopes = (middle - low) / here, (high - middle) / here
        kink = abs(slopes[0] - slopes[1]) > 1e-2 * max(1.0, *map(abs, slopes))
        return None if kink or not all(map(math.isfinite, slopes)) else sum(slopes) / 2


def _given(thing: Any, kind: Any, has_kind: bool) -> tuple[Any, tuple[float, ...]]:
    """The class of an input, and its value with a range if one is given."""
    value, *ends = thing if isinstance(thing, tuple) else (thing,)
    plain = has_kind and isinstance(value, (int, float))
    if not (plain or is_value(value)) or len(ends) not in (0, 2):
        raise ValueError(f"an input is a Value, or (Value, low, high), got {thing!r}")
    if plain:
        return kind, (float(value), *map(float, ends))
    return type(value), (float(value.data), *map(float, ends))


def _require_numbers(nodes: list[Node]) -> None:
    """`Trouble` when a Value holds no number."""
    for node in nodes:
        data = node.value.data
        if isinstance(data, complex) or np.ndim(data) or not _is_number(data):
            made = f"The Value that `{node.operation}` makes" if node.operation else "A Value"
            got = "None" if data is None else type(data).__name__
            raise Trouble(f"{made} should hold a number in `data`, got {got}.")


def _is_number(data: Any) -> bool:
    try:
        float(data)
    except (TypeError, ValueError, OverflowError):
        return False
    return not isinstance(data, str)


def _slider(name: str, given: tuple[float, ...]) -> Slider:
    value, *ends = given
    reach = 2 * max(1.0, abs(value))
    low, high = ends if ends else (-reach, reach)
    return Slider(name, name, min(low, value), max(high, value), value, log=False)


def _name_of(made: Any, known: Mapping[str, Any]) -> str:
    names = [name for name, thing in known.items() if thing is made and not name.startswith("_")]
    return min(names, key=len, default="Value")


def _size(nodes: list[Node], told: list[str]) -> str:
    result = f"`{told[-1]}` = {number(float(nodes[-1].value.data))}"
    if len(nodes) > 1:
        others = "one other Value" if len(nodes) == 2 else f"{len(nodes) - 1} other Values"
        return f"{result}, made from {others}."
    return (
        f"{result}, made from nothing. To see more, a Value must keep those it was made from: "
        "in a tuple `parents`, say."
    )


def _facts(nodes: list[Node], told: list[str], shares: list[Share]) -> dict[str, Any]:
    """The last `MOST` nodes as plain data: places, lines and the steps of the story."""
    first = max(0, len(nodes) - MOST)
    drawn = nodes[first:]
    parents = [[i - first for i in node.parents if i >= first] for node in drawn]
    if not drawn:
        return {"boxes": [], "lines": [], "steps": []}
    layout = lay_out(parents)
    boxes = [
        {
            "title": told[first + i],
            "named": bool(node.name),
            "made": bool(node.parents),
            "value": _plain(node.value.data),
            "column": layout.columns[i],
            "row": layout.rows[i],
        }
        for i, node in enumerate(drawn)
    ]
    lines = [{"parent": a, "child": b, "rows": rows} for a, b, rows in layout.lines]
    steps = [_shifted(step, first) for step in story(nodes, told, shares)]
    return {"boxes": boxes, "lines": lines, "steps": [step for step in steps if step]}


def _shifted(step: dict[str, Any], first: int) -> dict[str, Any] | None:
    """A step with the places of drawn boxes; None when it is about others."""
    shares = [
        {
            "node": share["node"] - first,
            "before": _plain(share["before"]),
            "after": _plain(share["after"]),
        }
        for share in step["shares"]
        if share["node"] >= first
    ]
    source = step["node"]
    if (step["shares"] and not shares) or (not step["shares"] and source < first):
        return None
    return {**step, "node": None if source is None else source - first, "shares": shares}


def _plain(value: Any) -> float:
    return float(np.clip(np.nan_to_num(float(value)), -1e300, 1e300))
