"""Ticks, numbers and names at the edges of a still are matplotlib's, but for how they are drawn."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from PIL import Image

from course.explore import edges
from course.explore.edges import Edges, Pen, plain


@pytest.fixture
def axes() -> Axes:
    """Axes of a figure of 400 by 300 pixels, from (80, 60) to (360, 270)."""
    figure = Figure(figsize=(4, 3), dpi=100)
    FigureCanvasAgg(figure)
    return figure.add_axes((0.2, 0.2, 0.7, 0.7))


def pixels(axes: Axes) -> Any:
    """Darkness of the figure, rows from below."""
    file = io.BytesIO()
    axes.figure.savefig(file, format="png")
    return 255 - np.asarray(Image.open(file).convert("L"), int)[::-1]


def written(axes: Axes, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The words at the edges, with their places."""
    found: list[tuple[str, Any]] = []
    write = Pen.write

    def note(self: Pen, words: str, place: Any, *how: Any, **more: Any) -> float:
        found.append((words, place))
        return write(self, words, place, *how, **more)

    monkeypatch.setattr(Pen, "write", note)
    plain(axes)
    pixels(axes)
    return found


@pytest.mark.parametrize("view", [(0.0, 1.0), (-3.0, 3.0), (5.0, -5.0), (0.0, 1.3e-7)])
def test_numbers_and_their_places_are_matplotlibs(
    axes: Axes, view: tuple[float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    axes.set(xlim=view, ylim=(0, 1))
    axes.figure.canvas.draw()
    low, high = sorted(view)
    theirs = [
        (label.get_text(), pytest.approx(axes.transData.transform((place, 0))[0]))
        for place, label in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
        if low <= place <= high
    ]
    ours = [(words, place[0]) for words, place in written(axes, monkeypatch)]
    assert ours[: len(theirs)] == theirs and len(theirs) > 2


def test_a_tick_stands_where_its_number_says(axes: Axes) -> None:
    axes.set(xlim=(0, 10), ylim=(0, 1))
    plain(axes)
    below = pixels(axes)[58, 75:365]  # two pixels below the frame
    found = np.flatnonzero(below > 60) + 75
    assert np.allclose(found, np.linspace(80, 360, 6), atol=1.01)  # 0, 2, 4 to 10


def test_powers_of_ten_have_their_power_raised(axes: Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    """And none stands outside the axes, where rounding on a straight scale would leave it."""
    axes.set(xlim=(0, 1), ylim=(2e-4, 3e9), yscale="log")
    axes.yaxis.set_major_locator(FixedLocator([1e-9, 1e-4, 1e-2, 1, 1e10]))
    found = written(axes, monkeypatch)[6:10]
    assert [word for word, _ in found] == ["10", "−2", "10", "0"]
    (_, ten), (_, power), *_ = found
    assert power[0] > ten[0] and power[1] > ten[1] + 3


def test_a_logarithmic_axis_within_a_decade_has_numbers(
    axes: Axes, monkeypatch: pytest.MonkeyPatch
) -> None:
    axes.set(xlim=(0, 1), ylim=(2.1, 7.5), yscale="log")
    words = [word for word, _ in written(axes, monkeypatch)]
    assert words[6:11] == ["3", "4", "5", "6", "7"]


def test_names_stand_below_and_beside(axes: Axes) -> None:
    plain(axes)
    bare = pixels(axes)
    axes.set(xlabel="below", ylabel="beside")
    rows, columns = np.nonzero(pixels(axes) != bare)
    below, beside = rows < 60, columns < 80
    assert below.any() and beside.any() and (below ^ beside).all()
    assert abs(columns[below].mean() - 220) < 6 and abs(rows[beside].mean() - 165) < 6
    assert np.ptp(rows[beside]) > 2 * np.ptp(columns[beside])  # upwards


@pytest.mark.parametrize(
    ("curve", "corner"),
    [
        (lambda x: 1 - x, (True, True)),
        (lambda x: x, (False, True)),
        (lambda x: 0.96 - 0 * x, (True, False)),
    ],
    ids=["falls", "rises", "lies at the top"],
)
def test_a_legend_keeps_out_of_the_way(axes: Axes, curve: Any, corner: tuple[bool, bool]) -> None:
    """In which half it stands: right, upper."""
    x = np.linspace(0, 1, 50)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    line = axes.plot(x, curve(x))[0]
    plain(axes)
    bare = pixels(axes)
    line.set_label("the curve")
    rows, columns = np.nonzero(pixels(axes) != bare)
    assert (columns.mean() > 220, rows.mean() > 165) == corner


def test_a_legend_shows_each_labelled_line_as_it_is(axes: Axes) -> None:
    axes.set(ylim=(0, 1))
    axes.plot([0, 1], [0, 0], color="red", label="one")
    axes.plot([0, 1], [0, 0], color="white", label="another")
    axes.plot([0, 1], [0, 0], color="lime")
    plain(axes)
    file = io.BytesIO()
    axes.figure.savefig(file, format="png")
    upper = np.asarray(Image.open(file).convert("RGB"), int)[:150]
    assert ((upper == (255, 0, 0)).all(axis=2)).sum() > 10
    assert not ((upper == (0, 255, 0)).all(axis=2)).any()


def test_what_is_not_finite_is_not_in_the_way(axes: Axes) -> None:
    axes.plot([0, 1, 2], [np.nan, np.inf, 1.0], label="$lost$")
    axes.set(yscale="log")
    plain(axes)
    assert pixels(axes).any()


def test_a_tight_box_holds_the_numbers(axes: Axes) -> None:
    axes.set(xlabel="below", ylabel="beside")
    plain(axes)
    assert any(isinstance(one, Edges) for one in axes.get_children())
    box = axes.get_tightbbox(axes.figure.canvas.get_renderer())  # type: ignore[attr-defined]
    rows, columns = np.nonzero(pixels(axes))
    assert box is not None
    assert box.x0 <= columns.min() and box.y0 <= rows.min() and edges.NAMES == 8
