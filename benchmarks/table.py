"""The table that the benchmark of pictures prints: ours, the peers' and how they compare."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cell = float | str | None


@dataclass(frozen=True)
class Row:
    """One measure: what ours and each peer came to, and what was aimed at.

    ``more`` is whether more is better; a text stands for a number that could not be had.
    """

    what: str
    unit: str
    ours: Cell
    peers: Mapping[str, Cell]
    target: str = ""
    more: bool = False


def head(peers: Sequence[str]) -> str:
    """The table's first two lines."""
    names = ["", "explore", *peers, "target"]
    return _line(names) + "\n" + _line(["---"] * len(names))


def line(row: Row, peers: Sequence[str]) -> str:
    """A row; a peer's number with how many times ours is ahead of it."""
    beside = [_beside(row, row.peers.get(name)) for name in peers]
    return _line([row.what, _told(row.ours, row.unit), *beside, row.target])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _beside(row: Row, value: Cell) -> str:
    told = _told(value, row.unit)
    if not isinstance(value, float) or not isinstance(row.ours, float) or not (value and row.ours):
        return told
    ratio = row.ours / value if row.more else value / row.ours
    return f"{told} ({ratio:.1f}×)"


def _told(value: Cell, unit: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    digits = f"{value:.1f}" if abs(value) < 10 else f"{value:,.0f}".replace(",", " ")
    return f"{digits} {unit}".strip()


def median(times: Sequence[float]) -> Cell:
    """The middle one; None of none."""
    return float(statistics.median(times)) if times else None


def p95(times: Sequence[float]) -> Cell:
    """What 95 of 100 stay below; None of fewer than two."""
    return float(statistics.quantiles(times, n=20)[-1]) if len(times) > 1 else None
