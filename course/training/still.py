"""The training where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.explore.still import COLOURS, INK, SOFT, plain, png
from course.explore.terrain import levels
from course.surfaces.surface import Array
from course.training.examples import Examples
from course.training.plane import COLUMNS, ROWS, Plane
from course.training.record import Record

SHOWN = 12  # images
PALETTE = 160  # colours: pale curves and greys are among them
RUNNERS = (*COLOURS, "#7a6400", "#5a3fc0")


def means(losses: Sequence[float], window: int) -> Array:
    """Mean of the last ``window`` losses at each update; of fewer at the beginning."""
    sums = np.concatenate([[0.0], np.cumsum(losses)])
    ends = np.arange(1, len(sums))
    begins = np.maximum(0, ends - window)
    return np.asarray((sums[ends] - sums[begins]) / (ends - begins))


def still(records: Sequence[Record], planes: Sequence[Plane], data: Examples, title: str) -> bytes:
    """PNG of the losses, of the landscape or the accuracies, and of digits read wrong."""
    figure = Figure(figsize=(8.0, 4.3), dpi=80, facecolor="white")
    losses = figure.add_axes((0.07, 0.36, 0.5, 0.55))
    other = figure.add_axes((0.65, 0.36, 0.34, 0.55))
    _draw_losses(losses, records, data.classes)
    if planes:
        _draw_plane(other, planes[0], records)
    else:
        _draw_shares(other, records)
    with_answers = [record for record in records if record.answers]
    if with_answers:
        _draw_wrong(figure, with_answers[-1], data)
    return png(figure, title, PALETTE)


def _draw_losses(axes: Axes, records: Sequence[Record], classes: int) -> None:
    for record, colour in zip(records, RUNNERS, strict=False):
        losses = np.clip(np.nan_to_num(record.losses), 1e-6, 1e6)
        axes.plot(losses, color=colour, alpha=0.25, linewidth=0.5)
        axes.plot(means(losses.tolist(), record.every), color=colour, label=record.name)
    axes.axhline(math.log(classes), color=INK, linestyle=":", linewidth=0.9)
    axes.set(yscale="log", xlabel="update", ylabel="loss")
    axes.legend(fontsize=7, frameon=False)
    plain(axes)


def _draw_shares(axes: Axes, records: Sequence[Record]) -> None:
    for record, colour in zip(records, RUNNERS, strict=False):
        shares = 100 * np.array(record.shares)
        axes.plot(record.tested, shares, "o-", color=colour, markersize=2.5, linewidth=1.2)
    axes.axhline(95, color=INK, linestyle=":", linewidth=0.9)
    axes.set(ylim=(0, 101), xlabel="update", ylabel="% of the test digits right")
    plain(axes)


def _draw_plane(axes: Axes, plane: Plane, records: Sequence[Record]) -> None:
    alphas, betas = np.linspace(*plane.view[0], COLUMNS), np.linspace(*plane.view[1], ROWS)
    heights = levels(plane.heights, float(plane.heights.min()))
    if heights:
        lines = axes.contour(
            alphas, betas, plane.heights, levels=heights, colors=SOFT, linewidths=0.7
        )
        axes.clabel(lines, levels=heights[::2], fontsize=7, fmt="%g")
    done = [i for i, record in enumerate(records) if record.trained is not None]
    for i, path in zip(done, plane.paths, strict=True):
        axes.plot(*path.T, color=RUNNERS[i], linewidth=1.2)
    axes.plot(0, 0, "*", color=INK, markersize=9)
    axes.set(xlabel="along the paths (α)", ylabel="across (β)")
    plain(axes)


def _draw_wrong(figure: Figure, record: Record, data: Examples) -> None:
    """The first digits that are read wrong, with what they are and what they are read as."""
    wrong = np.flatnonzero(record.answers[-1] != data.labels_test)
    side = round(math.sqrt(data.X_test.shape[1]))
    words = f"{len(wrong)} of {len(data.labels_test)} test digits read wrong by {record.name}"
    figure.text(0.02, 0.185, words, fontsize=8, color=INK)
    for place, i in enumerate(wrong[:SHOWN]):
        axes = figure.add_axes((0.02 + place * 0.081, 0.07, 0.07, 0.095))
        axes.imshow(data.X_test[i].reshape(side, side), cmap="gray_r", vmin=0, vmax=1)
        axes.axis("off")
        read = f"{data.labels_test[i]} as {record.answers[-1][i]}"
        figure.text(0.055 + place * 0.081, 0.02, read, fontsize=7, color=INK, ha="center")
