"""The still of a training: losses, the landscape or the accuracies, and digits read wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from course.pictures.training.examples import Examples
from course.pictures.training.plane import Plane
from course.pictures.training.record import Record
from course.surfaces.surface import Array, Span
from course.widget.numbers import levels
from course.widget.still import COLOURS, INK, Layout, Plot, contours, explain, name_axes, png

SHOWN = 12  # images
LAYOUT = Layout(
    (
        Plot((0.07, 0.36, 0.5, 0.55), log=True),
        Plot((0.65, 0.36, 0.33, 0.55)),
        Plot((0.02, 0.0, 0.97, 0.2), bare=True),
    ),
    height=4.3,
    colours=160,  # pale curves and greys are among them
)
Runs = Sequence[tuple[str, Sequence[float], int]]  # name, losses, updates an epoch
Tests = Sequence[tuple[Sequence[int], Sequence[float]]]  # after how many updates, shares right
Land = Sequence[tuple[tuple[Span, Span], Array, Sequence[int], Sequence[Array]]]  # none or one
Wrong = tuple[str, Sequence[tuple[Array, str]]] | None
RUNNERS = (*COLOURS, "#7a6400", "#5a3fc0")


def means(losses: Sequence[float], window: int) -> Array:
    """Mean of the last ``window`` losses at each update; of fewer at the beginning."""
    sums = np.concatenate([[0.0], np.cumsum(losses)])
    ends = np.arange(1, len(sums))
    begins = np.maximum(0, ends - window)
    return np.asarray((sums[ends] - sums[begins]) / (ends - begins))


def still(records: Sequence[Record], planes: Sequence[Plane], data: Examples, title: str) -> bytes:
    """PNG of the losses, of the landscape or the accuracies, and of digits read wrong."""
    runs = [(each.name, each.losses, each.every) for each in records]
    tests = [(each.tested, each.shares) for each in records]
    done = [i for i, record in enumerate(records) if record.trained is not None]
    land = [(each.view, each.heights, done, each.paths) for each in planes[:1]]
    with_answers = [record for record in records if record.answers]
    wrong = _wrong(with_answers[-1], data) if with_answers else None
    return png(_draw, title, (runs, data.classes, tests, land, wrong), LAYOUT)


def _wrong(record: Record, data: Examples) -> tuple[str, list[tuple[Array, str]]]:
    """The first digits that are read wrong, with what they are and what they are read as."""
    wrong = np.flatnonzero(record.answers[-1] != data.labels_test)
    side = round(math.sqrt(data.X_test.shape[1]))
    words = f"{len(wrong)} of {len(data.labels_test)} new digits read wrong by {record.name}"
    shown = [
        (data.X_test[i].reshape(side, side), f"{data.labels_test[i]} as {record.answers[-1][i]}")
        for i in wrong[:SHOWN]
    ]
    return words, shown


def _draw(
    losses: Axes,
    beside: Axes,
    below: Axes,
    runs: Runs,
    classes: int,
    tests: Tests,
    land: Land,
    wrong: Wrong,
) -> None:
    _draw_losses(losses, runs, classes)
    if land:
        _draw_land(beside, *land[0])
    else:
        _draw_shares(beside, tests)
    if wrong is not None:
        _draw_wrong(below, *wrong)


def _draw_losses(axes: Axes, runs: Runs, classes: int) -> None:
    for (name, noted, every), colour in zip(runs, RUNNERS, strict=False):
        losses = np.clip(np.nan_to_num(noted), 1e-6, 1e6)
        axes.plot(losses, color=colour, linewidth=0.5, alpha=0.25)
        axes.plot(means(losses.tolist(), every), color=colour, label=name)
    axes.axhline(math.log(classes), color=INK, linewidth=0.9, linestyle=":")
    name_axes(axes, "update", "loss")
    explain(axes)


def _draw_shares(axes: Axes, tests: Tests) -> None:
    for (tested, parts), colour in zip(tests, RUNNERS, strict=False):
        shares = 100 * np.array(parts)
        axes.plot(tested, shares, color=colour, linewidth=1.2, marker="o", markersize=2.5)
    axes.axhline(95, color=INK, linewidth=0.9, linestyle=":")
    axes.set_ylim(0, 101)
    name_axes(axes, "update", "% of the new digits right")


def _draw_land(
    axes: Axes,
    view: tuple[Span, Span],
    heights: Array,
    done: Sequence[int],
    paths: Sequence[Array],
) -> None:
    contours(axes, view, heights, levels(heights, float(heights.min())), paths)
    for i, path in zip(done, paths, strict=True):
        axes.plot(*path.T, color=RUNNERS[i], linewidth=1.2)
    axes.plot(0, 0, color=INK, marker="*", markersize=9)
    name_axes(axes, "along the paths (α)", "across (β)")


def _draw_wrong(axes: Axes, words: str, shown: Sequence[tuple[Array, str]]) -> None:
    axes.set(xlim=(0, SHOWN), ylim=(0, 1))
    axes.text(0, 0.92, words, size=8, color=INK, parse_math=False)
    for place, (image, read) in enumerate(shown):
        edges = (place, place + 0.87, 0.33, 0.83)
        axes.imshow(image, cmap="gray_r", vmin=0, vmax=1, extent=edges, aspect="auto")
        axes.text(place + 0.43, 0.08, read, size=7, color=INK, ha="center")
    axes.set(xlim=(0, SHOWN), ylim=(0, 1))
