"""A still depends on what it shows and on nothing that was drawn before it."""

from __future__ import annotations

import io
import os

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from PIL import Image

from course import explore, surfaces
from course.explore import canvas
from course.explore.canvas import png
from course.explore.still import still


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def one() -> bytes:
    return still(explore(momentum_step, surfaces.ravine))


def other() -> bytes:
    return still(explore(momentum_step, surfaces.saddle, against={"gamma": 0}))


def lines(figure: Figure, values: list[float]) -> None:
    """A drawing with a formula at every tick."""
    figure.add_subplot().semilogy(values, label="$x$")


def breaks(figure: Figure, values: list[float]) -> None:
    """A drawing that stops half way."""
    lines(figure, values)
    raise RuntimeError


@pytest.fixture(autouse=True)
def cold() -> None:
    """No still was drawn before."""
    canvas._renderers.clear()


def test_a_still_does_not_depend_on_earlier_ones() -> None:
    """The first, the same after another, and the same after a drawing that failed."""
    first, second = one(), other()
    with pytest.raises(RuntimeError):
        png(breaks, "", ([1.0, 2.0],))
    assert (one(), other()) == (first, second) and first != second


@pytest.mark.parametrize(
    "settings", [{"mathtext.fontset": "cm"}, {"font.size": 20}, {"text.hinting": "none"}]
)
def test_settings_change_a_still_at_once_and_not_for_longer(settings: dict[str, object]) -> None:
    """What was kept under other settings is not used."""
    before = one()
    with mpl.rc_context(settings):
        after_another = one()
        canvas._renderers.clear()
        assert one() == after_another
    assert one() == before


def test_a_still_is_what_matplotlib_draws() -> None:
    """Matplotlib's own canvas gives the same pixels, with as many colours."""
    values = [1.0, 1e-3, 1e-9]
    figure = Figure(figsize=(8.0, 3.4), dpi=80, facecolor="white")
    lines(figure, values)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    theirs = Image.open(file).convert("RGB")
    few = theirs.quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    drawn = Image.open(io.BytesIO(png(lines, "", (values,))))
    assert drawn.convert("RGB").tobytes() == few.convert("RGB").tobytes()


@pytest.mark.parametrize("settings", [{"savefig.bbox": "tight"}, {"savefig.dpi": 200}])
def test_settings_for_files_do_not_break_a_still(settings: dict[str, object]) -> None:
    """Cut out, it is drawn once; its resolution stays its own."""
    with mpl.rc_context(settings):
        assert 400 < Image.open(io.BytesIO(one())).size[0] <= 700


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_a_fork_draws_without_its_parents_open_fonts() -> None:
    """A child whose inherited files are closed, as in the examiner, draws the same still."""
    before = one()
    assert canvas._renderers
    child = os.fork()
    if child == 0:
        right = False
        try:
            os.closerange(3, 256)
            right = one() == before
        finally:
            os._exit(0 if right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
