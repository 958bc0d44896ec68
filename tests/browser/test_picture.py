"""The live picture in JupyterLab: every control, by mouse and by keyboard, and every trouble."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import pairwise

import nbformat
import pytest
from playwright.sync_api import Error, expect

from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage, write_notebook
from tests.browser.picture import PicturePage

FUNCTIONS = """\
import numpy as np
from course import explore, surfaces

def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

def heavy_ball_rate(lr, gamma, lam):
    return abs(np.roots([1, -(1 + gamma - lr * lam), gamma])).max()

def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError

def raising(theta, velocity, grad, lr, gamma):
    return theta - speed, velocity
"""
FULL = 'explore(momentum_step, against={"gamma": 0}, rate=heavy_ball_rate, lr=0.03, gamma=0.8)'
CELLS = [FUNCTIONS, FULL, "explore(unwritten)", "explore(raising)", "explore(momentum_step)"]
MAIN, UNWRITTEN, RAISING, PLAIN = 1, 2, 3, 4


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder of notebooks that show pictures."""
    folder = tmp_path_factory.mktemp("pictures")
    for name in ("pictures", "rerun"):
        write_notebook(folder / f"{name}.ipynb", CELLS)
    for name in ("dark", "reopened"):
        write_notebook(folder / f"{name}.ipynb", [FUNCTIONS, FULL])
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module")
def notebook(jupyter: Lab) -> NotebookPage:
    """A notebook of pictures that has run, shared by the tests that leave it as it was."""
    notebook = jupyter.open("pictures.ipynb", width=1400)
    notebook.run_all()
    return notebook


@pytest.fixture(scope="module")
def dark(jupyter: Lab) -> PicturePage:
    """A picture in the dark theme, for a reader who asked for less motion."""
    notebook = jupyter.open("dark.ipynb", dark=True, width=1400, reduced_motion="reduce")
    notebook.run_all()
    return shown(notebook, MAIN)


@pytest.fixture
def picture(notebook: NotebookPage) -> PicturePage:
    """The picture with all its parts, in view."""
    return shown(notebook, MAIN)


def shown(notebook: NotebookPage, index: int) -> PicturePage:
    picture = PicturePage(notebook.output(index))
    picture.wait_drawn()
    picture.root.scroll_into_view_if_needed()
    return picture


def test_picture_is_drawn_where_its_words_say(notebook: NotebookPage, picture: PicturePage) -> None:
    """The map and the curve have pixels, and the summary says where the path ends."""
    assert picture.pixels("base") != 0
    assert picture.pixels("top", "curve") != 0
    expect(picture.message).to_contain_text("60 steps from (−3.2, 2) end at")
    expect(picture.root.locator(".picture-legend")).to_contain_text("predicted: × 0.894 a step")
    expect(notebook.page.locator(".course-picture-asleep:visible")).to_have_count(0)
    picture.screenshot("picture-light")


@pytest.mark.parametrize("name", ["lr", "gamma", "kappa"])
def test_slider_moves_by_mouse(picture: PicturePage, name: str) -> None:
    """Dragging a slider changes its value and the path on the map."""
    before, value = picture.pixels(), picture.value(name)
    slider = picture.slider(name)
    box = slider.bounding_box()
    assert box is not None
    picture.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
    picture.page.mouse.down()
    picture.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2, steps=5)
    picture.page.mouse.up()
    assert picture.value(name) != value
    picture.wait_changed(before)


@pytest.mark.parametrize("name", ["lr", "gamma", "kappa"])
def test_slider_moves_by_keyboard(picture: PicturePage, name: str) -> None:
    """Arrow keys move a slider, not JupyterLab's selected cell; a held key ends where it says."""
    before, value = picture.pixels(), picture.value(name)
    slider = picture.slider(name)
    slider.focus()
    for _ in range(12):
        picture.page.keyboard.press("ArrowLeft")
    assert picture.value(name) != value
    picture.wait_changed(before)
    expect(slider).to_be_focused()
    said = picture.value(name).split("=")[1].strip()
    expect(picture.root.locator(f'label:has([data-name="{name}"]) output')).to_have_text(said)


def test_newest_question_wins(picture: PicturePage) -> None:
    """After a burst of changes the picture shows the last one."""
    picture.slider("lr").focus()
    picture.page.keyboard.press("Home")
    picture.page.keyboard.press("End")
    expect(picture.message).to_contain_text("lr = 1 is above 2(1 + γ)/λmax")
    expect(picture.message).to_contain_text("The path diverges")
    for _ in range(70):
        picture.page.keyboard.press("ArrowLeft")
    expect(picture.message).to_contain_text("60 steps from")


def test_start_is_dragged_by_mouse(picture: PicturePage) -> None:
    """The starting point follows the pointer, and the path begins there."""
    handle = picture.root.locator(".picture-handle")
    before, name = picture.pixels(), handle.get_attribute("aria-label")
    picture.drag(handle, 120, 60)
    picture.wait_changed(before)
    assert handle.get_attribute("aria-label") != name
    picture.page.wait_for_function(
        "root => root.querySelector('.picture-message').textContent.includes("
        "'from (' + root.querySelector('.picture-handle').ariaLabel.match(/x (\\S+), y/)[1])",
        arg=picture.root.element_handle(),
    )


def test_start_is_moved_by_keyboard(picture: PicturePage) -> None:
    """Arrow keys on the handle move the start by a hundredth of the view, Shift by a tenth."""
    handle = picture.root.locator(".picture-handle")
    before = picture.pixels()
    handle.focus()
    picture.page.keyboard.press("ArrowRight")
    picture.page.keyboard.press("Shift+ArrowDown")
    picture.wait_changed(before)
    expect(handle).to_be_focused()


def test_play_pause_step_and_scrub(picture: PicturePage) -> None:
    """Each button does what its name says, in the map and in the count."""
    picture.button("Back to the start").click()
    assert picture.step == "step 0 of 60"
    before = picture.pixels()
    picture.button("One step").click()
    assert picture.step == "step 1 of 60"
    assert picture.pixels() != before
    picture.button("Play").click()
    picture.page.wait_for_function(
        "el => parseInt(el.textContent.slice(5)) >= 3",
        arg=picture.root.locator(".picture-count").element_handle(),
    )
    picture.button("Pause").click()
    paused = picture.step
    assert paused != "step 60 of 60"
    before = picture.pixels()
    picture.root.get_by_label("Step", exact=True).focus()
    picture.page.keyboard.press("ArrowRight")
    assert picture.step != paused
    assert picture.pixels() != before
    picture.root.get_by_label("Speed").select_option("4×")
    picture.button("Play").click()
    expect(picture.button("Play")).to_be_visible(timeout=20_000)  # back again: it has ended
    assert picture.step == "step 60 of 60"


def test_every_control_has_a_name(picture: PicturePage) -> None:
    """Nothing that takes the focus is nameless to a screen reader."""
    snapshot = picture.root.aria_snapshot()
    controls = re.findall(r"- '?(button|slider|combobox)(.*)", snapshot)
    assert len(controls) == 9  # handle, three buttons, scrub, speed, three sliders
    for role, rest in controls:
        assert re.match(r' "[^"]+', rest), f"a {role} without a name in\n{snapshot}"


def test_unwritten_function_leaves_the_sliders_alive(notebook: NotebookPage) -> None:
    """The picture says what it waits for; its sliders move; there is nothing to play."""
    picture = shown(notebook, UNWRITTEN)
    expect(picture.message).to_have_text(
        "This picture waits for unwritten, which is not written yet."
    )
    before, value = picture.pixels("base"), picture.value("kappa")
    picture.slider("kappa").focus()
    picture.page.keyboard.press("PageDown")
    assert picture.value("kappa") != value
    picture.wait_changed(before, "base")
    expect(picture.button("Play")).to_be_disabled()
    picture.screenshot("picture-unwritten")


def test_raising_function_is_told_with_its_line(notebook: NotebookPage) -> None:
    """The learner's own line is named, by number and text, until the function is mended."""
    picture = shown(notebook, RAISING)
    expect(picture.message).to_have_text(
        "raising raised NameError: name 'speed' is not defined, "
        "in line 15: return theta - speed, velocity."
    )
    picture.screenshot("picture-raising")


def test_diverging_rate_names_the_bound(notebook: NotebookPage) -> None:
    """lr at its end diverges, says why, and comes back when lr is lowered."""
    picture = shown(notebook, PLAIN)
    before = picture.pixels()
    picture.slider("lr").focus()
    picture.page.keyboard.press("End")
    expect(picture.message).to_contain_text("lr = 1 is above 2(1 + γ)/λmax = 0.19")
    picture.screenshot("picture-diverging")
    picture.page.keyboard.press("Home")
    expect(picture.message).to_contain_text("60 steps from")
    picture.wait_changed(before)


def test_dark_theme_has_its_own_colours(dark: PicturePage, picture: PicturePage) -> None:
    """The ground is dark in the dark theme and light in the light one."""
    lightness = (
        "c => { const d = c.getContext('2d').getImageData(60, 60, 1, 1).data;"
        " return d[0] + d[1] + d[2]; }"
    )
    assert dark.root.locator(".picture-map .picture-base").evaluate(lightness) < 200
    assert picture.root.locator(".picture-map .picture-base").evaluate(lightness) > 550
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
    notebook.write(PLAIN, "import ipywidgets\nlen(ipywidgets.widgets.widget._instances)")
    notebook.run_cell(PLAIN)
    # A picture and its layout, for each of the cells, the one just overwritten among them.
    expect(notebook.output(PLAIN).locator("pre")).to_have_text("8")


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


def test_page_has_no_errors_of_ours(notebook: NotebookPage, picture: PicturePage) -> None:
    """Moving everything at once raises nothing in the page."""
    errors: list[Error] = []
    notebook.page.on("pageerror", lambda error: errors.append(error))
    picture.button("Play").click()
    for name in ("lr", "gamma", "kappa"):
        picture.slider(name).focus()
        for key in ("Home", "End", "PageUp", "PageDown"):
            picture.page.keyboard.press(key)
    notebook.page.set_viewport_size({"width": 600, "height": 800})
    notebook.page.set_viewport_size({"width": 1400, "height": 900})
    expect(picture.message).to_contain_text("steps")
    assert errors == []
