"""A panel shows what matplotlib's axes would: numbers, curves, contours, what is what."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from course.explore.panel import Panel
from course.explore.pen import INK, Pen
from course.explore.scale import Scale, view_of

PLACE = (0.2, 0.2, 0.7, 0.7)  # of 400 by 300 pixels: from (80, 60) to (360, 270)
RED, LIME = (255, 0, 0), (0, 255, 0)


def drawn(*panels: Panel) -> Any:
    """The figure's colours, ``(300, 400, 3)``, rows from below."""
    figure = Figure(figsize=(4, 3), dpi=100)
    FigureCanvasAgg(figure)
    for panel in panels:
        figure.add_artist(panel)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return np.asarray(Image.open(file).convert("RGB"), int)[::-1]


def different(one: Panel, other: Panel) -> tuple[Any, Any]:
    """Rows and columns at which two panels differ."""
    rows, columns = np.nonzero((drawn(one) != drawn(other)).any(axis=2))
    return rows, columns


def where(pixels: Any, colour: tuple[int, int, int]) -> tuple[Any, Any]:
    """Rows and columns of the pixels of a colour."""
    rows, columns = np.nonzero((pixels == colour).all(axis=2))
    return rows, columns


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What is written, with its places."""
    found: list[tuple[str, Any]] = []
    write = Pen.write

    def note(self: Pen, words: str, place: Any, *how: Any, **more: Any) -> float:
        found.append((words, place))
        return write(self, words, place, *how, **more)

    monkeypatch.setattr(Pen, "write", note)
    return found


@pytest.mark.parametrize("view", [(0.0, 1.0), (-3.0, 3.0), (0.0, 1.3e-7), (2e6, 2.1e6)])
def test_numbers_and_their_places_are_matplotlibs(
    view: tuple[float, float], words: list[tuple[str, Any]]
) -> None:
    figure = Figure(figsize=(4, 3), dpi=100)
    axes = figure.add_axes(PLACE, xlim=view)
    axes.tick_params(labelsize=7)
    FigureCanvasAgg(figure).draw()
    theirs = [
        (label.get_text(), pytest.approx(axes.transData.transform((place, 0))[0]))
        for place, label in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
        if view[0] <= place <= view[1]
    ]
    drawn(Panel(PLACE, x=view, y=(0, 1)))
    ours = [(each, place[0]) for each, place in words[: len(theirs)]]
    assert ours == theirs and len(theirs) > 2
    factor = axes.xaxis.get_offset_text().get_text()
    assert factor in [each for each, _ in words]


def test_a_tick_stands_where_its_number_says() -> None:
    below = drawn(Panel(PLACE, x=(0, 10), y=(0, 1))).sum(axis=2)[58, 75:365]
    found = np.flatnonzero(below < 600) + 75  # two pixels below the frame
    assert np.allclose(found, np.linspace(80, 360, 6), atol=1.01)  # 0, 2, 4 to 10


def test_powers_of_ten_have_their_power_raised(words: list[tuple[str, Any]]) -> None:
    drawn(Panel(PLACE, x=(0, 1), y=(2e-4, 30), log=True))
    found = words[6:16]
    assert [word for word, _ in found] == [
        each for n in ["−3", "−2", "−1", "0", "1"] for each in ("10", n)
    ]
    (_, ten), (_, power), *_ = found
    assert power[0] > ten[0] and power[1] > ten[1] + 3


@pytest.mark.parametrize(
    ("view", "numbers"),
    [((2.1, 7.5), ["3", "4", "5", "6", "7"]), ((1e-19, 40.0), ["−18", "−15", "−12"])],
    ids=["within a decade", "over twenty"],
)
def test_a_logarithmic_side_has_numbers_within_it(
    view: tuple[float, float], numbers: list[str]
) -> None:
    found, _ = Scale(view, (60, 270), log=True).numbers(1.4, 2)
    shown = [power or word for _, (word, power) in found]
    assert [each for each in shown if each in numbers] == numbers
    assert all(60 <= pixel <= 270 for pixel, _ in found)


@pytest.mark.parametrize(
    ("values", "log", "view"),
    [
        ([0.0, 10.0], False, (-0.5, 10.5)),
        ([np.nan, 0.0, np.inf, 10.0], False, (-0.5, 10.5)),
        ([1.0, 1e20, 0.0, -5.0], True, (0.1, 1e21)),
        ([], False, (0.95, 1.05)),
        ([0.0], True, (0.1, 10.0)),
        ([0.0], False, (-0.05, 0.05)),
    ],
)
def test_a_view_holds_what_can_be_shown(
    values: list[float], log: bool, view: tuple[float, float]
) -> None:
    assert view_of([np.array(values)], log) == pytest.approx(view)


def test_a_curve_goes_through_its_points() -> None:
    panel = Panel(PLACE, x=(0, 10), y=(0, 10))
    panel.curve([(0, 0), (10, 10)], "red", width=1)
    rows, columns = where(drawn(panel) // 128 * 255, RED)
    assert len(rows) > 150
    assert np.abs((rows - 60) / 210 - (columns - 80) / 280).max() < 0.02


def test_marks_stand_at_the_points_and_lines_do_not_without_a_width() -> None:
    panel = Panel(PLACE, x=(0, 10), y=(0, 10))
    panel.curve([(5, 5), (10, 0)], "red", width=0, mark="s", size=6)
    rows, columns = where(drawn(panel), RED)
    middle = columns < 300
    assert abs(rows[middle].mean() - 165) < 1 and abs(columns[middle].mean() - 220) < 1
    assert np.ptp(rows[middle]) < 9 and not ((columns > 230) & (columns < 350)).any()


def test_a_dashed_line_has_gaps_and_a_gap_is_a_gap() -> None:
    panel = Panel(PLACE, x=(0, 4), y=(0, 3))
    panel.curve([(0, 1), (4, 1)], "red", style="--")
    panel.curve([(0, 2), (1, 2), (np.nan, 2), (3, 2), (4, 2)], "lime")
    pixels = drawn(panel)
    dashed, gap = where(pixels // 128 * 255, RED)[1], where(pixels // 128 * 255, LIME)[1]
    assert 100 < len(set(dashed)) < 240
    assert not ((gap > 160) & (gap < 280)).any() and (gap < 140).any() and (gap > 300).any()


def test_what_lies_outside_is_not_drawn() -> None:
    panel = Panel(PLACE, x=(0, 1), y=(0, 1))
    panel.curve([(-5, 0.5), (1e300, 0.5), (np.inf, -np.inf)], "red")
    panel.level(0.25, "red", ":")
    _, columns = where(drawn(panel), RED)
    assert len(columns) and columns.min() >= 79 and columns.max() <= 361


def test_contours_lie_at_their_height_with_a_number(words: list[tuple[str, Any]]) -> None:
    side = np.linspace(-1, 1, 41)
    heights = side[None, :] ** 2 + side[:, None] ** 2
    panel = Panel(PLACE, x=(-1, 1), y=(-1, 1), equal=True)
    panel.contours(side, side, heights, [0.3, 0.6])
    pixels = drawn(panel).sum(axis=2)
    rows, columns = np.nonzero(pixels[75:255, 130:310] < 600)
    radii = np.hypot(rows + 75 - 165, columns + 130 - 220) / 105
    near = np.minimum(np.abs(radii - np.sqrt(0.3)), np.abs(radii - np.sqrt(0.6)))
    assert len(near) > 400 and np.quantile(near, 0.8) < 0.03
    assert sum(word == "0.3" for word, _ in words) == 1
    assert not any(word == "0.6" for word, _ in words)  # every other has one


def test_numbers_of_contours_keep_away_from_curves(words: list[tuple[str, Any]]) -> None:
    side = np.linspace(-1, 1, 41)
    panel = Panel(PLACE, x=(-1, 1), y=(-1, 1))
    panel.contours(side, side, np.broadcast_to(side, (41, 41)), [0.0])
    panel.curve(np.stack([np.zeros(50), np.linspace(-1, 0.4, 50)], 1), "red")
    drawn(panel)
    assert [place[1] > 225 for word, place in words if word == "0"][:1] == [True]


def test_heights_that_are_not_finite_have_no_contours() -> None:
    side = np.linspace(-1, 1, 41)
    heights = np.where(side > 0, np.nan, side) + np.zeros((41, 1))
    panel = Panel(PLACE, x=(-1, 1), y=(-1, 1))
    panel.contours(side, side, heights, [-0.5])
    _, columns = different(panel, Panel(PLACE, x=(-1, 1), y=(-1, 1)))
    assert len(columns) and columns.max() < 220


def test_names_stand_below_and_beside() -> None:
    bare, named = (Panel(PLACE, names, (0, 1), (0, 1)) for names in (("", ""), ("below", "beside")))
    rows, columns = different(bare, named)
    below, beside = rows < 60, columns < 80
    assert below.any() and beside.any() and (below ^ beside).all()
    assert abs(columns[below].mean() - 220) < 6 and abs(rows[beside].mean() - 165) < 6
    assert np.ptp(rows[beside]) > 2 * np.ptp(columns[beside])  # upwards


@pytest.mark.parametrize(
    ("curve", "right", "upper"),
    [
        (lambda x: 1 - x, True, True),
        (lambda x: x, False, True),
        (lambda x: 0.96 - 0 * x, True, False),
    ],
    ids=["falls", "rises", "lies at the top"],
)
def test_a_list_of_curves_keeps_out_of_the_way(
    curve: Callable[[Any], Any], right: bool, upper: bool
) -> None:
    x = np.linspace(0, 1, 50)
    bare, named = Panel(PLACE, x=(0, 1), y=(0, 1)), Panel(PLACE, x=(0, 1), y=(0, 1))
    bare.curve(np.stack([x, curve(x)], 1), INK)
    named.curve(np.stack([x, curve(x)], 1), INK, label="the curve")
    rows, columns = different(bare, named)
    assert (columns.mean() > 220, rows.mean() > 165) == (right, upper)


def test_a_list_keeps_away_from_a_level() -> None:
    bare, named = Panel(PLACE, x=(0, 1), y=(0, 1)), Panel(PLACE, x=(0, 1), y=(0, 1))
    for panel, label in ((bare, ""), (named, "the curve")):
        panel.curve([(0.5, 0.5)], INK, label=label)
        panel.level(0.96, INK, ":")
    rows, _ = different(bare, named)
    assert rows.max() < 165


def test_a_list_shows_each_labelled_curve_as_it_is() -> None:
    panel = Panel(PLACE, x=(0, 1), y=(0, 1))
    panel.curve([(0, 0), (1, 0)], "red", label="one")
    panel.curve([(0, 0), (1, 0)], "lime")
    panel.curve([(0.5, 0)], "blue", width=0, mark="o", size=6, label="marks")
    upper = drawn(panel)[150:]
    assert len(where(upper, RED)[0]) > 10 and not len(where(upper, LIME)[0])
    blue = where(upper, (0, 0, 255))[1]
    assert len(blue) > 10 and np.ptp(blue) < 9


def test_a_panel_without_anything_is_a_frame() -> None:
    assert (drawn(Panel(PLACE)).sum(axis=2) < 600).any()


def test_a_tight_box_holds_all_of_it() -> None:
    panel = Panel(PLACE, ("below", "beside"), (0, 1), (0, 1))
    rows, columns = np.nonzero(drawn(panel).sum(axis=2) < 700)
    box = panel.get_window_extent()
    assert box.x0 <= columns.min() and box.y0 <= rows.min()
    assert box.x1 >= columns.max() and box.y1 >= rows.max()
