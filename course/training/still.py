"""The training where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.edges import INK, SOFT, plain
from course.explore.still import COLOURS
from course.explore.terrain import levels
from course.surfaces.surface import Array, Span
from course.training.examples import Examples
from course.training.plane import COLUMNS, ROWS, Plane
from course.training.record import Record

SHOWN = 12  # images
PALETTE = 160  # colours: pale curves and greys are among them
HEIGHT = 4.3  # inches
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
    content = (runs, data.classes, tests, land, wrong)
    return png(_draw, title, content, HEIGHT, PALETTE)


def _draw(figure: Figure, runs: Runs, classes: int, tests: Tests, land: Land, wrong: Wrong) -> None:
    losses = figure.add_axes((0.07, 0.36, 0.5, 0.55))
    other = figure.add_axes((0.65, 0.36, 0.34, 0.55))
    _draw_losses(losses, runs, classes)
    if land:
        _draw_plane(other, *land[0])
    else:
        _draw_shares(other, tests)
    if wrong is not None:
        _draw_wrong(figure, *wrong)


def _draw_losses(axes: Axes, runs: Runs, classes: int) -> None:
    for (name, noted, every), colour in zip(runs, RUNNERS, strict=False):
        losses = np.clip(np.nan_to_num(noted), 1e-6, 1e6)
        axes.plot(losses, color=colour, alpha=0.25, linewidth=0.5)
        axes.plot(means(losses.tolist(), every), color=colour, label=name)
    axes.axhline(math.log(classes), color=INK, linestyle=":", linewidth=0.9)
    axes.set(yscale="log", xlabel="update", ylabel="loss")
    plain(axes)


def _draw_shares(axes: Axes, tests: Tests) -> None:
    for (tested, parts), colour in zip(tests, RUNNERS, strict=False):
        shares = 100 * np.array(parts)
        axes.plot(tested, shares, "o-", color=colour, markersize=2.5, linewidth=1.2)
    axes.axhline(95, color=INK, linestyle=":", linewidth=0.9)
    axes.set(ylim=(0, 101), xlabel="update", ylabel="% of the test digits right")
    plain(axes)


def _draw_plane(
    axes: Axes, view: tuple[Span, Span], ground: Array, done: Sequence[int], paths: Sequence[Array]
) -> None:
    alphas, betas = np.linspace(*view[0], COLUMNS), np.linspace(*view[1], ROWS)
    heights = levels(ground, float(ground.min()))
    if heights:
        lines = axes.contour(alphas, betas, ground, levels=heights, colors=SOFT, linewidths=0.7)
        axes.clabel(lines, levels=heights[::2], fontsize=7, fmt="%g")
    for i, path in zip(done, paths, strict=True):
        axes.plot(*path.T, color=RUNNERS[i], linewidth=1.2)
    axes.plot(0, 0, "*", color=INK, markersize=9)
    axes.set(xlabel="along the paths (α)", ylabel="across (β)")
    plain(axes)


def _wrong(record: Record, data: Examples) -> tuple[str, list[tuple[Array, str]]]:
    """The first digits that are read wrong, with what they are and what they are read as."""
    wrong = np.flatnonzero(record.answers[-1] != data.labels_test)
    side = round(math.sqrt(data.X_test.shape[1]))
    words = f"{len(wrong)} of {len(data.labels_test)} test digits read wrong by {record.name}"
    shown = [
        (data.X_test[i].reshape(side, side), f"{data.labels_test[i]} as {record.answers[-1][i]}")
        for i in wrong[:SHOWN]
    ]
    return words, shown


def _draw_wrong(figure: Figure, words: str, shown: Sequence[tuple[Array, str]]) -> None:
    figure.text(0.02, 0.185, words, fontsize=8, color=INK)
    for place, (image, read) in enumerate(shown):
        axes = figure.add_axes((0.02 + place * 0.081, 0.07, 0.07, 0.095))
        axes.imshow(image, cmap="gray_r", vmin=0, vmax=1)
        axes.axis("off")
        figure.text(0.055 + place * 0.081, 0.02, read, fontsize=7, color=INK, ha="center")
