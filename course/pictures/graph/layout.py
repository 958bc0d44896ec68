"""Where boxes and lines of a graph go: parents to the left, few crossings, short lines.

Sugiyama, Tagawa & Toda (1981): layers, then an order within each by the mean place of the
neighbours, then places that keep the order. A line that passes a layer has a place there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BOX, LINE = 1.0, 0.45  # how much room a box and a passing line need, in rows
SWEEPS, SETTLES = 12, 40


@dataclass(frozen=True)
class Layout:
    """Column and row of each box; for each line from a parent, the rows it passes in between."""

    columns: list[int]
    rows: list[float]
    lines: list[tuple[int, int, list[float]]]  # parent, child, rows in the columns between


def lay_out(parents: Sequence[Sequence[int]]) -> Layout:
    """Places for nodes whose parents come before them."""
    columns = _columns(parents)
    neighbours, layers, chains = _with_passing(parents, columns)
    for sweep in range(SWEEPS):
        _sweep(layers, neighbours, forward=sweep % 2 == 0)
    rows = _settled(layers, neighbours, len(parents))
    for chain in chains:
        _straighten(chain, layers, rows, len(parents))
    lines = [(chain[0], chain[-1], [rows[i] for i in chain[1:-1]]) for chain in chains]
    return Layout(columns, rows[: len(parents)], lines)


def _columns(parents: Sequence[Sequence[int]]) -> list[int]:
    """One further than the furthest parent; what has none stands just before where it is used."""
    columns: list[int] = []
    for mine in parents:
        columns.append(1 + max((columns[i] for i in mine), default=-1))
    for index, mine in enumerate(parents):
        users = [columns[i] for i, theirs in enumerate(parents) if index in theirs]
        if not mine and users:
            columns[index] = min(users) - 1
    return columns


def _with_passing(
    parents: Sequence[Sequence[int]], columns: Sequence[int]
) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Neighbours and layers with a place for each line that passes a layer, and the lines."""
    neighbours: list[list[int]] = [[] for _ in parents]
    layers: list[list[int]] = [[] for _ in range(max(columns) + 1)]
    chains = []
    for index, column in enumerate(columns):
        layers[column].append(index)
    for child, mine in enumerate(parents):
        for parent in mine:
            chain = [parent]
            for column in range(columns[parent] + 1, columns[child]):
                layers[column].append(len(neighbours))
                chain.append(len(neighbours))
                neighbours.append([])
            chain.append(child)
            chains.append(chain)
            for left, right in pairwise(chain):
                neighbours[left].append(right)
                neighbours[right].append(left)
    return neighbours, layers, chains


def _sweep(layers: list[list[int]], neighbours: Sequence[Sequence[int]], forward: bool) -> None:
    """Order each layer by the mean place of its neighbours in the one before."""
    ordered = layers if forward else layers[::-1]
    for fixed, free in pairwise(ordered):
        place = {index: i for i, index in enumerate(fixed)}
        now = {index: float(i) for i, index in enumerate(free)}
        for index in free:
            known = [place[i] for i in neighbours[index] if i in place]
            if known:
                now[index] = sum(known) / len(known)
        free.sort(key=now.__getitem__)


def _settled(
    layers: Sequence[Sequence[int]], neighbours: Sequence[Sequence[int]], boxes: int
) -> list[float]:
    """Rows near the neighbours' mean that keep each layer's order and room."""
    rows = [0.0] * len(neighbours)
    for layer in layers:
        for i, index in enumerate(layer):
            rows[index] = i - (len(layer) - 1) / 2
    for _ in range(SETTLES):
        for layer in layers:
            wanted = [_mean([rows[i] for i in neighbours[index]], rows[index]) for index in layer]
            room = [BOX if index < boxes else LINE for index in layer]
            for index, row in zip(layer, _apart(wanted, room), strict=True):
                rows[index] = row
    lowest = min(rows)
    return [row - lowest for row in rows]


def _straighten(
    chain: Sequence[int], layers: Sequence[Sequence[int]], rows: list[float], boxes: int
) -> None:
    """Let a line that passes several layers keep one row, if there is one with room in all."""
    passing = set(chain[1:-1])
    if len(passing) < 2:
        return
    near = [rows[i] for i in chain[1:-1]]
    others = [
        (rows[i], (LINE + (BOX if i < boxes else LINE)) / 2)
        for layer in layers
        if passing & set(layer)
        for i in layer
        if i not in passing
    ]
    for row in (rows[chain[-1]], rows[chain[0]], sum(near) / len(near), *near):
        if all(abs(row - other) >= room for other, room in others):
            for i in passing:
                rows[i] = row
            return


def _mean(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _apart(wanted: Sequence[float], room: Sequence[float]) -> list[float]:
    """Numbers near those wanted, in order and with room: the mean of pushing down and up."""
    gaps = [(a + b) / 2 for a, b in pairwise(room)]
    down, up = list(wanted), list(wanted)
    for i, gap in enumerate(gaps):
        down[i + 1] = max(down[i + 1], down[i] + gap)
    for i in range(len(gaps) - 1, -1, -1):
        up[i] = min(up[i], up[i + 1] - gaps[i])
    return [(a + b) / 2 for a, b in zip(down, up, strict=True)]
