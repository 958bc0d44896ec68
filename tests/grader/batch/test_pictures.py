"""A figure takes a known picture only if its content is the very same; none is ever learned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import matplotlib.lines
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from course.widget.still import Layout, Plot
from course.widget.still import png as still
from grader.proxies.figures import Pictures
from grader.rpc.codec import WireError
from grader.worker.figures import use_pictures


def figure(*values: float, **style: Any) -> Figure:
    """A line plot on its own canvas."""
    made = Figure()
    FigureCanvasAgg(made)
    made.add_subplot().plot(values, label=r"$\theta$", **style)
    return made


def png(of: Figure, **how: Any) -> bytes:
    """The figure's picture, as a notebook would draw it."""
    file = io.BytesIO()
    of.savefig(file, format="png", **how)
    return file.getvalue()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """What a sandboxed asks of a trusted side that knows no picture."""
    monkeypatch.setattr(FigureCanvasBase, "print_figure", FigureCanvasBase.print_figure)
    words: list[tuple[Any, ...]] = []
    use_pictures(lambda *asking: words.append(asking), collect=False)
    yield words


def test_equal_figures_have_one_name(asked: list[tuple[Any, ...]]) -> None:
    png(figure(1, 2, 3))
    png(figure(1, 2, 3))
    assert len(asked) == 2 and asked[0] == asked[1]


@pytest.mark.parametrize(
    ("values", "style", "how"),
    [
        ((1, 2, 3.0000001), {}, {}),
        ((1, 2, 3), {"color": "red"}, {}),
        ((1, 2, 3), {}, {"dpi": 50}),
        ((1, 2, 3), {}, {"bbox_inches": "tight"}),
    ],
)
def test_any_difference_makes_another_name(
    asked: list[tuple[Any, ...]], values: Any, style: dict[str, Any], how: dict[str, Any]
) -> None:
    png(figure(1, 2, 3))
    png(figure(*values, **style), **how)
    assert asked[0] != asked[1]


def rows(values: Any) -> Figure:
    made = Figure()
    FigureCanvasAgg(made)
    made.add_subplot().imshow(values)
    return made


def turned(degrees: float) -> Figure:
    """A line under a transform of transforms."""
    made = figure(1, 2)
    axes = made.axes[0]
    axes.lines[0].set_transform(Affine2D().rotate_deg(degrees) + axes.transData)
    return made


def told(function: Any) -> Figure:
    """A figure whose axes tell somebody of their changes."""
    made = figure(1, 2)
    made.axes[0].callbacks.connect("xlim_changed", function)
    return made


@pytest.mark.parametrize(
    ("make", "one", "other", "same"),
    [
        (rows, np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3), True),
        (rows, np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(3, 2), False),
        (rows, np.arange(6, dtype=np.int32).reshape(2, 3), np.arange(6.0).reshape(2, 3), False),
        (rows, np.ma.masked_equal([[1, 2]], 2), np.ma.masked_equal([[1, 2]], 1), False),
        (turned, 10, 10, True),
        (turned, 10, 10.001, False),
        (told, id, type, True),
    ],
)
def test_content_decides_and_nothing_else(
    asked: list[tuple[Any, ...]], make: Any, one: Any, other: Any, same: bool
) -> None:
    """Numbers and their shapes, places of what is drawn; not who is told of changes."""
    png(make(one))
    png(make(other))
    assert len(asked) == 2 and (asked[0] == asked[1]) is same


def test_a_transform_of_the_learners_own_has_no_name(asked: list[tuple[Any, ...]]) -> None:
    class Mine(Affine2D):
        """Could put anything anywhere."""

    made = figure(1, 2)
    axes = made.axes[0]
    axes.lines[0].set_transform(Mine() + axes.transData)
    assert png(made).startswith(b"\x89PNG") and asked == []


def test_settings_count(asked: list[tuple[Any, ...]]) -> None:
    made = figure(1, 2)
    png(made)
    with matplotlib.rc_context({"path.simplify": False}):
        png(made)
    assert asked[0] != asked[1]


def test_a_figure_with_classes_of_the_learners_own_has_no_name(
    asked: list[tuple[Any, ...]],
) -> None:
    class Mine(matplotlib.lines.Line2D):
        """Could draw anything."""

    made = figure(1, 2)
    made.axes[0].add_line(Mine([0, 1], [0, 1]))
    assert png(made).startswith(b"\x89PNG")
    assert asked == []


def lines(axes: Axes, *values: Any) -> None:
    """What a still draws."""
    for each in values:
        axes.plot(each)


def dots(axes: Axes, values: Any) -> None:
    """What another still draws of the same."""
    axes.plot(values, ".")


VALUES = [1.0, 2.0]
PLOT = Plot((0.1, 0.1, 0.8, 0.8))
LAYOUT = Layout((PLOT,))


def test_stills_have_the_same_name_whatever_was_drawn_before(
    asked: list[tuple[Any, ...]],
) -> None:
    """A, B, A, A: with content that is equal, or the same object, or the same one twice."""
    still(lines, "title", (VALUES, VALUES), LAYOUT)
    still(lines, "title", (VALUES, [3.0]), LAYOUT)
    still(lines, "title", ([1.0, 2.0], [1.0, 2.0]), LAYOUT)
    still(lines, "title", (VALUES, VALUES), LAYOUT)
    assert asked[0] == asked[2] == asked[3] != asked[1]


@pytest.mark.parametrize(
    ("draw", "title", "content", "layout"),
    [
        (dots, "title", (VALUES,), LAYOUT),
        (lines, "another", (VALUES,), LAYOUT),
        (lines, "title", ([1.0, 2.0000001],), LAYOUT),
        (lines, "title", (np.array(VALUES),), LAYOUT),
        (lines, "title", (VALUES,), Layout((PLOT,), height=4.0)),
        (lines, "title", (VALUES,), Layout((PLOT,), colours=20)),
        (lines, "title", (VALUES,), Layout((Plot(PLOT.place, log=True),))),
    ],
)
def test_any_difference_makes_another_name_for_a_still(
    asked: list[tuple[Any, ...]], draw: Any, title: str, content: Any, layout: Layout
) -> None:
    still(lines, "title", (VALUES,), LAYOUT)
    still(draw, title, content, layout)
    assert len(set(asked)) == 2


def test_a_still_of_the_learners_own_classes_has_no_name(asked: list[tuple[Any, ...]]) -> None:
    class Mine(float):
        """Could be anything."""

    assert still(lines, "title", ([Mine(1), 2.0],), LAYOUT).startswith(b"\x89PNG")
    assert asked == []


def test_a_known_still_is_not_even_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FigureCanvasBase, "print_figure", FigureCanvasBase.print_figure)
    use_pictures(lambda *_: b"known", collect=False)
    begun: list[Axes] = []
    assert still(begun.append, "title", (), LAYOUT) == b"known"
    assert begun == []


def test_a_known_picture_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FigureCanvasBase, "print_figure", FigureCanvasBase.print_figure)
    pictures = Pictures({}, collects=True)
    use_pictures(lambda request, *rest: pictures.serve(request, rest), collect=True)
    drawn = png(figure(1, 2))
    assert list(pictures.drawn.values()) == [drawn]
    pictures.known = dict.fromkeys(pictures.drawn, b"the instructor's")
    assert png(figure(1, 2)) == b"the instructor's"
    assert png(figure(1, 3)).startswith(b"\x89PNG")


def test_a_submission_teaches_nothing() -> None:
    pictures = Pictures({"known": b"right"}, collects=False)
    with pytest.raises(WireError):
        pictures.serve("drawn", ("known", b"forged"))
    assert pictures.serve("picture", ("known",)) == b"right" and pictures.drawn == {}


@pytest.mark.parametrize("arguments", [(), (1,), (b"known",), (["known"],)])
def test_malformed_names_are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(WireError):
        Pictures({}, collects=False).serve("picture", arguments)
