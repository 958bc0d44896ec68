"""Words of a still are matplotlib's: as large, as dark, at the same place, whatever is in them."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from course.explore.letters import Letters
from course.explore.panel import Title
from course.explore.pen import INK, Pen

DPI, WIDE, HIGH = 80, 400, 200
WORDS = ["0", "−1.25", "gjpq", "a run of its own", "θ₁ → é", "(x)", "  set in"]


def ink(renderer: Any) -> Any:
    """How dark each pixel is, rows from below."""
    return np.asarray(renderer.buffer_rgba())[::-1, :, 3].astype(float)


def theirs(words: str, angle: int = 0) -> Any:
    """Matplotlib's own writing from (150, 60)."""
    renderer = RendererAgg(WIDE, HIGH, DPI)
    context = renderer.new_gc()
    renderer.draw_text(context, 150, HIGH - 60, words, FontProperties(size=7), angle)
    return ink(renderer)


def ours(words: str, angle: int = 0, kept: bool = True) -> Any:
    """Ours from the same place; matplotlib's again if the word's picture is not known."""
    renderer = RendererAgg(WIDE, HIGH, DPI)
    pen = Pen(renderer)
    assert (Letters(DPI).word(words, 7) is not None) == kept
    _, _, descent = pen._metrics(words, 7)
    place = (150 + descent, 60) if angle else (150, 60 - descent)
    pen.write(words, place, (0, 0), angle=angle)
    return ink(renderer)


def edges(pixels: Any) -> list[int]:
    rows, columns = np.nonzero(pixels > 20)
    return [rows.min(), rows.max(), columns.min(), columns.max()]


@pytest.mark.parametrize("angle", [0, 90])
@pytest.mark.parametrize("words", WORDS)
def test_a_word_lies_where_matplotlib_puts_it(words: str, angle: int) -> None:
    one, other = ours(words, angle), theirs(words, angle)
    assert np.abs(np.subtract(edges(one), edges(other))).max() <= 1
    assert one.sum() == pytest.approx(other.sum(), rel=0.12)


@pytest.mark.parametrize("words", WORDS)
def test_a_word_is_as_large_as_matplotlib_says(words: str) -> None:
    made = Letters(DPI).word(words, 7)
    assert made is not None
    measured = RendererAgg(WIDE, HIGH, DPI).get_text_width_height_descent(
        words, FontProperties(size=7), False
    )
    assert (made.width, made.height, made.descent) == measured


def test_a_formula_is_left_to_matplotlib() -> None:
    assert ours(r"$\frac{1}{2}$", kept=False).any()


def test_so_are_letters_that_the_font_lacks() -> None:
    with pytest.warns(UserWarning, match="missing from font"):
        assert ours("中文", kept=False).any()


def test_a_word_changes_with_the_settings() -> None:
    before = ours("words")
    with mpl.rc_context({"font.family": "DejaVu Serif"}):
        assert (ours("words") != before).any()
    assert (ours("words") == before).all()


def test_the_colour_is_the_words() -> None:
    renderer = RendererAgg(WIDE, HIGH, DPI)
    Pen(renderer).write("MMM", (50, 50), (0, 0), colour="#ff0000")
    pixels = np.asarray(renderer.buffer_rgba())
    assert (pixels[pixels[..., 3] > 250] // 250 == [1, 0, 0, 1]).all()


def test_nothing_is_written_where_there_are_no_words() -> None:
    assert not ours(" ").any()


def title(words: str) -> Any:
    figure = Figure(figsize=(5, 2.5), dpi=DPI)
    figure.add_artist(Title(words))
    renderer = RendererAgg(WIDE, HIGH, DPI)
    figure.patch.set_visible(False)
    figure.draw(renderer)
    return ink(renderer)


def test_a_title_stands_where_matplotlibs_would() -> None:
    figure = Figure(figsize=(5, 2.5), dpi=DPI)
    figure.suptitle("A title", fontsize=10, color=INK, x=0.02, ha="left")
    renderer = RendererAgg(WIDE, HIGH, DPI)
    figure.patch.set_visible(False)
    figure.draw(renderer)
    assert np.abs(np.subtract(edges(title("A title")), edges(ink(renderer)))).max() <= 2


def test_a_title_of_two_lines_has_the_second_below() -> None:
    assert not title("").any()
    one, two = edges(title("xxx")), edges(title("xxx\nxxx"))
    assert two[1:] == one[1:] and one[0] - 25 < two[0] < one[0] - 8
