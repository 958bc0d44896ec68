"""A picture in JupyterLab: themes, sizes, reduced motion, cells run again, notebooks reopened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import pairwise

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import FULL, FUNCTIONS, PicturePage, shown

MAIN, RAISING, LAST = 1, 2, 3


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder of notebooks that show pictures."""
    folder = tmp_path_factory.mktemp("lives")
    more = ["explore(raising)", "explore(momentum_step)"]
    write_notebook(folder / "rerun.ipynb", [FUNCTIONS, FULL, *more])
    for name in ("dark", "reopened"):
        write_notebook(folder / f"{name}.ipynb", [FUNCTIONS, FULL])
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module")
def dark(jupyter: Lab) -> PicturePage:
    """A picture in the dark theme, for a reader who asked for less motion."""
    notebook = jupyter.open("dark.ipynb", dark=True, width=1400, reduced_motion="reduce")
    notebook.run_all()
    return shown(notebook, MAIN)


def test_dark_theme_has_its_own_colours(dark: PicturePage) -> None:
    """The ground is dark in the dark theme."""
    assert dark.lightness() < 200
    dark.screenshot("picture-dark")


def test_theme_may_change_while_the_picture_lives(dark: PicturePage) -> None:
    """The picture is painted anew in the other theme's colours."""
    before = dark.pixels("base")
    turn = "light => { document.body.dataset.jpThemeLight = light; }"
    dark.page.evaluate(turn, "true")
    dark.wait_changed(before, "base")
    changed = dark.pixels("base")
    dark.page.evaluate(turn, "false")
    dark.wait_changed(changed, "base")
    assert dark.pixels("base") == before


def test_reduced_motion_jumps(dark: PicturePage) -> None:
    """With reduced motion, play makes a few jumps of several steps."""
    dark.root.locator(".picture-count").evaluate(
        "el => { window.seen = []; new MutationObserver(() => window.seen.push(el.textContent))"
        ".observe(el, { childList: true }); }"
    )
    dark.button("Play").click()
    dark.page.wait_for_function("() => window.seen.at(-1) === 'step 60 of 60'", timeout=30_000)
    steps = dark.page.evaluate("() => window.seen.map(text => parseInt(text.slice(5)))")
    assert len(steps) <= 12
    assert all(b - a >= 5 for a, b in pairwise(steps) if b > a)


@pytest.mark.parametrize(("width", "stacked"), [(1400, False), (700, True)])
def test_narrow_page_stacks_the_plots(dark: PicturePage, width: int, stacked: bool) -> None:
    """The curve is beside the map on a wide page and below it on a narrow one; nothing spills."""
    dark.page.set_viewport_size({"width": width, "height": 900})
    wide = dark.root.and_(dark.page.locator(".wide"))
    expect(wide).to_have_count(0 if stacked else 1)
    of_map = dark.root.locator(".picture-map").bounding_box()
    of_curve = dark.root.locator(".picture-curve").bounding_box()
    assert of_map is not None
    assert of_curve is not None
    assert (of_curve["y"] >= of_map["y"] + of_map["height"]) == stacked
    assert dark.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    dark.screenshot(f"picture-dark-{width}")


def test_rerun_leaves_one_picture_and_mends_it(jupyter: Lab) -> None:
    """A cell run again shows one picture, of the function as it is now; the old one is closed."""
    notebook = jupyter.open("rerun.ipynb", width=1400)
    notebook.run_all()
    shown(notebook, RAISING)
    notebook.write(0, FUNCTIONS.replace("speed", "velocity"))
    notebook.run_cell(0)
    for _ in range(3):
        notebook.run_cell(RAISING)
    picture = shown(notebook, RAISING)
    expect(picture.message).to_contain_text("60 steps from")
    expect(picture.root).to_have_count(1)
    notebook.write(LAST, "import ipywidgets\nlen(ipywidgets.widgets.widget._instances)")
    notebook.run_cell(LAST)
    # A picture and its layout, for each of the cells, the one just overwritten among them.
    expect(notebook.output(LAST).locator("pre")).to_have_text("6")


def test_reopened_notebook_reads_in_words(jupyter: Lab) -> None:
    """With its kernel gone, a saved notebook shows our words, not JupyterLab's error."""
    notebook = jupyter.open("reopened.ipynb", width=1400)
    notebook.run_all()
    shown(notebook, MAIN)
    notebook.save()
    notebook.restart_kernel()
    note = shown(notebook, MAIN).root.locator(".picture-note")
    expect(note).to_contain_text("run this cell again")
    notebook.page.close()
    saved = nbformat.read(jupyter.folder / "reopened.ipynb", as_version=4)
    assert "widgets" not in saved.metadata
    again = jupyter.open("reopened.ipynb", width=1400)
    words = again.output(MAIN).get_by_text("This picture is asleep: run its cell")
    expect(words).to_be_visible(timeout=30_000)
    expect(again.page.get_by_text("Error displaying widget").locator("visible=true")).to_have_count(
        0
    )
    again.screenshot("picture-asleep")
    again.run_all()
    shown(again, MAIN)
    expect(words).to_be_hidden()
