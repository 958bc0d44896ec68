"""The live picture in JupyterLab: every control, by mouse and by keyboard, and every trouble."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Error, expect

from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage, write_notebook
from tests.browser.picture import FULL, FUNCTIONS, PicturePage, shown

CELLS = [FUNCTIONS, FULL, "explore(unwritten)", "explore(raising)", "explore(momentum_step)"]
SAME_START = """root => {
    const number = (text, pattern) => Number(text.match(pattern)?.[1].replace("−", "-"));
    const told = number(root.querySelector(".picture-message").textContent, /from \\((\\S+),/);
    const held = number(root.querySelector(".picture-handle").ariaLabel, /x (\\S+), y/);
    return Math.abs(told - held) < 0.02;  // each is rounded for its reader
}"""
MAIN, UNWRITTEN, RAISING, PLAIN = 1, 2, 3, 4


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder of notebooks that show pictures."""
    folder = tmp_path_factory.mktemp("pictures")
    write_notebook(folder / "pictures.ipynb", CELLS)
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module")
def notebook(jupyter: Lab) -> NotebookPage:
    """A notebook of pictures that has run, shared by the tests that leave it as it was."""
    notebook = jupyter.open("pictures.ipynb", width=1400)
    notebook.run_all()
    return notebook


@pytest.fixture
def picture(notebook: NotebookPage) -> PicturePage:
    """The picture with all its parts, in view."""
    return shown(notebook, MAIN)


def test_picture_is_drawn_where_its_words_say(notebook: NotebookPage, picture: PicturePage) -> None:
    """The map and the curve have pixels, and the summary says where the path ends."""
    assert picture.pixels("base") != 0
    assert picture.lightness() > 550
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
    expect(picture.slider(name)).not_to_have_attribute("aria-valuetext", value)
    picture.wait_changed(before)


@pytest.mark.parametrize("name", ["lr", "gamma", "kappa"])
def test_slider_moves_by_keyboard(picture: PicturePage, name: str) -> None:
    """Arrow keys move a slider, not JupyterLab's selected cell; a held key ends where it says."""
    before, value = picture.pixels(), picture.value(name)
    slider = picture.slider(name)
    slider.focus()
    for _ in range(12):
        picture.page.keyboard.press("ArrowLeft")
    expect(picture.slider(name)).not_to_have_attribute("aria-valuetext", value)
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
    expect(handle).not_to_have_attribute("aria-label", name or "")
    picture.page.wait_for_function(SAME_START, arg=picture.root.element_handle())


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
