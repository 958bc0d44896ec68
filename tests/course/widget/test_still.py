"""A still depends on what it shows and on nothing that was drawn before it."""

from __future__ import annotations

import io
import os
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from PIL import Image

from course import explore, surfaces
from course.widget import still
from course.widget.still import Layout, Plot, contours, explain, name_axes, png

ALONE = Layout((Plot((0.1, 0.15, 0.85, 0.75)),))
BY_RATIOS = Layout((Plot((0.1, 0.15, 0.85, 0.75), log=True),))
VIEW = ((-2.0, 2.0), (-1.0, 1.0))


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def one() -> bytes:
    return explore(momentum_step, surfaces.ravine).still()


def other() -> bytes:
    return explore(momentum_step, surfaces.saddle, against={"gamma": 0}).still()


def lines(axes: Axes, values: list[float]) -> None:
    axes.plot(values, label="$x$")
    name_axes(axes, "step", "loss")
    explain(axes)


def breaks(axes: Axes, values: list[float]) -> None:
    """A drawing that stops half way."""
    lines(axes, values)
    raise RuntimeError


def bowl(axes: Axes, levels: list[float], curves: Any = ()) -> None:
    x, y = np.meshgrid(np.linspace(*VIEW[0], 81), np.linspace(*VIEW[1], 41))
    contours(axes, VIEW, x**2 + y**2, levels, curves)


def drawn(*arguments: Any) -> Axes:
    """The axes of a still, as they are after it was drawn."""
    png(*arguments)
    return still._canvas(arguments[-1]).figure.axes[0]


@pytest.fixture(autouse=True)
def cold() -> None:
    """No still was drawn before."""
    still._canvas.cache_clear()


def test_a_still_does_not_depend_on_earlier_ones() -> None:
    """The first, the same after another, and the same after a drawing that failed."""
    first, second = one(), other()
    alone = png(lines, "", ([1.0, 2.0],), ALONE)
    with pytest.raises(RuntimeError):
        png(breaks, "", ([1.0, 9.0],), ALONE)
    assert png(lines, "", ([1.0, 2.0],), ALONE) == alone
    assert (one(), other()) == (first, second) and first != second


@pytest.mark.parametrize(
    "settings",
    [
        *({"mathtext.fontset": "cm"}, {"font.size": 20}, {"text.hinting": "none"}),
        *({"savefig.bbox": "tight"}, {"savefig.dpi": 200}, {"axes.facecolor": "black"}),
    ],
)
def test_a_still_does_not_depend_on_settings(settings: dict[str, object]) -> None:
    """A learner's style is for the learner's own figures."""
    before = one()
    with mpl.rc_context(settings):
        after_another = one()
        still._canvas.cache_clear()
        assert one() == after_another == before
    assert one() == before


def test_sides_by_ratios_have_powers_of_ten() -> None:
    """Numbers that the font itself can raise: formulas take long to set."""
    axes = drawn(lines, "", ([1e-9, 1.0, 1e3],), BY_RATIOS)
    words = [label.get_text() for label in axes.get_yticklabels()]
    assert {"10⁻⁹", "10⁰"} <= set(words) or {"10⁻⁸", "10⁰"} <= set(words)
    assert axes.get_ylim()[0] <= 1e-9 and axes.get_ylim()[1] >= 1e3


def test_ends_follow_what_is_drawn_now() -> None:
    """A still of large numbers does not make the next one small."""
    drawn(lines, "", ([0.0, 1e6],), ALONE)
    axes = drawn(lines, "", ([0.0, 1.0],), ALONE)
    assert axes.get_ylim() == pytest.approx((-0.05, 1.05))
    assert len(axes.lines) == 1


def test_a_dollar_is_a_dollar() -> None:
    """A learner's names are no formulas, in titles, names and explanations."""
    axes = drawn(lines, "cost in $", ([1.0, 2.0],), ALONE)
    figure = axes.figure
    assert [text.get_text() for text in figure.texts] == ["cost in $"]
    legend = axes.get_legend()
    assert legend is not None
    written = [*figure.texts, *legend.get_texts(), axes.xaxis.label, axes.yaxis.label]
    assert not any(text.get_parse_math() for text in written)


def test_contours_lie_at_their_heights() -> None:
    """x² + y² = r² is a circle of radius r."""
    axes = drawn(bowl, "", ([0.25, 0.64],), ALONE)
    (collection,) = axes.collections
    radii = [np.hypot(*path.vertices.T) for path in collection.get_paths()]
    assert len(radii) == 2
    for found, radius in zip(radii, (0.5, 0.8), strict=True):
        np.testing.assert_allclose(found, radius, rtol=2e-3)
    assert (axes.get_xlim(), axes.get_ylim()) == VIEW


def test_every_other_contour_has_a_number_away_from_curves() -> None:
    """It stands on its contour, and where no curve runs."""
    along = np.stack([np.linspace(-2, 2, 50), np.zeros(50)], 1)
    axes = drawn(bowl, "", ([0.25, 0.4, 0.64], [along]), ALONE)
    assert [text.get_text() for text in axes.texts] == ["0.25", "0.64"]
    for text, radius in zip(axes.texts, (0.5, 0.8), strict=True):
        x, y = text.get_position()
        assert np.hypot(x, y) == pytest.approx(radius, rel=5e-3)
        assert abs(y) / 2 > still.APART


def test_a_still_has_few_colours() -> None:
    """A palette makes it small."""
    image = Image.open(io.BytesIO(one()))
    assert image.mode == "P" and len(image.getcolors() or []) <= 48


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_a_fork_draws_without_its_parents_open_fonts() -> None:
    """A child whose inherited files are closed, as in the grader, draws the same still."""
    before = one()
    child = os.fork()
    if child == 0:
        right = False
        try:
            os.closerange(3, 256)
            right = one() == before
        finally:
            os._exit(0 if right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
