"""Words among a panel's curves: the heights of contours, and which curve is what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.transforms import Bbox

from course.explore.pen import SOFT, Curve, Pen, Place
from course.surfaces.surface import Array

# pixels
_SAMPLE, _MARGIN = 18.0, 6.0
_APART = 16.0  # a contour's number keeps this far from curves and other numbers


def write_heights(pen: Pen, box: Bbox, lines: list[tuple[Array, str]], curves: list[Array]) -> None:
    """A number on each contour that has room for one, away from curves and other numbers."""
    taken = np.concatenate([np.full((1, 2), -1e6), *curves])
    middle = box.x0 + box.width / 2, box.y0 + box.height / 2
    half = box.width / 2 - _APART, box.height / 2 - _APART
    taken = taken[np.isfinite(taken).all(axis=1)]
    taken = taken[:: max(len(taken) // 200, 1)]
    for line, word in lines:
        spots = line[:: max(len(line) // 40, 1)]
        spots = spots[(np.abs(spots - middle) < half).all(axis=1)]
        if not word or not len(spots):
            continue
        distances = np.hypot(*(spots[:, None] - taken).transpose(2, 0, 1)).min(axis=1)
        best = int(distances.argmax())
        if distances[best] < _APART:
            continue
        (x, y), aside, above = spots[best], pen.width(word) / 2 + 1, pen.height / 2 + 1
        pen.box((x - aside, y - above), (x + aside, y + above))
        pen.write(word, (x, y), (0.5, 0.5), colour=SOFT)
        taken = np.concatenate([taken, spots[best : best + 1]])


def explain(pen: Pen, box: Bbox, curves: Sequence[Curve], drawn: Sequence[Array]) -> None:
    """Which curve is what, in the corner that covers fewest of their points."""
    named = [curve for curve in curves if curve.label]
    if not named:
        return
    row = 1.5 * pen.height
    wide = max(pen.width(curve.label) for curve in named) + _SAMPLE + 2 * _MARGIN
    left, top = _emptiest(box, np.concatenate(drawn), wide, len(named) * row + 2 * _MARGIN)
    for number, curve in enumerate(named):
        y = top - _MARGIN - (number + 0.5) * row
        ends = (left, left + _SAMPLE) if curve.width else (left + _SAMPLE / 2,)
        pen.curve(curve, np.array([(x, y) for x in ends]))
        pen.write(curve.label, (left + _SAMPLE + _MARGIN, y), (0, 0.5))


def _emptiest(box: Bbox, points: Array, width: float, height: float) -> Place:
    """Left and upper end of the place in a corner of `box` with the fewest of `points`."""
    lefts, tops = (box.x1 - width, box.x0 + _MARGIN), (box.y1, box.y0 + height)
    corners = [(left, top) for top in tops for left in lefts]

    def covered(corner: Place) -> int:
        away = points - corner
        inside = (away[:, 0] >= 0) & (away[:, 0] <= width) & (away[:, 1] <= 0)
        return int((inside & (away[:, 1] >= -height)).sum())

    return min(corners, key=covered)
