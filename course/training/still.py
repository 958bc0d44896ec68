"""The training where nothing can move: a small PNG drawn by matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course.explore.canvas import png
from course.explore.panel import Panel
from course.explore.pen import INK
from course.explore.still import COLOURS
from course.explore.terrain import levels
from course.surfaces.surface import Array, Span
from course.training.examples import Examples
from course.training.plane import COLUMNS, ROWS, Plane
from course.training.record import Record

SHOWN = 12  # images
PALETTE = 160  # colours: pale curves and greys are among them
HEIGHT = 4.3  # inches
OTHER = (0.65, 0.36, 0.33, 0.55)  # place of the landscape or the accuracies
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
    figure.add_artist(_losses(runs, classes))
    figure.add_artist(_plane(*land[0]) if land else _shares(tests))
    if wrong is not None:
        _draw_wrong(figure, *wrong)


def _losses(runs: Runs, classes: int) -> Panel:
    panel = Panel((0.07, 0.36, 0.5, 0.55), ("update", "loss"), log=True)
    for (name, noted, every), colour in zip(runs, RUNNERS, strict=False):
        losses = np.clip(np.nan_to_num(noted), 1e-6, 1e6)
        panel.curve(list(enumerate(losses)), colour, width=0.5, alpha=0.25)
        panel.curve(list(enumerate(means(losses.tolist(), every))), colour, label=name)
    panel.level(math.log(classes), INK, ":")
    return panel


def _shares(tests: Tests) -> Panel:
    panel = Panel(OTHER, ("update", "% of the test digits right"), y=(0, 101))
    for (tested, parts), colour in zip(tests, RUNNERS, strict=False):
        shares = 100 * np.array(parts)
        panel.curve(np.stack([tested, shares], 1), colour, width=1.2, mark="o", size=2.5)
    panel.level(95, INK, ":")
    return panel


def _plane(
    view: tuple[Span, Span], ground: Array, done: Sequence[int], paths: Sequence[Array]
) -> Panel:
    panel = Panel(OTHER, ("along the paths (α)", "across (β)"), *view)
    heights = levels(ground, float(ground.min()))
    panel.contours(np.linspace(*view[0], COLUMNS), np.linspace(*view[1], ROWS), ground, heights)
    for i, path in zip(done, paths, strict=True):
        panel.curve(path, RUNNERS[i], width=1.2)
    panel.curve([(0, 0)], INK, width=0, mark="*", size=9)
    return panel


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
