"""The view in space: turned and zoomed by mouse, touch and keys, with the path lying on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Error, expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import FUNCTIONS, PicturePage, shown

CELLS = [FUNCTIONS, "explore(momentum_step, surfaces.himmelblau, against={'gamma': 0})"]


@pytest.fixture(scope="module")
def picture(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PicturePage]:
    """A picture switched to its view in space."""
    folder = tmp_path_factory.mktemp("relief")
    write_notebook(folder / "relief.ipynb", CELLS)
    with lab(folder) as jupyter:
        notebook = jupyter.open("relief.ipynb", width=1400, has_touch=True)
        notebook.run_all()
        picture = shown(notebook, 1)
        picture.button("3-D").click()
        yield picture


@pytest.mark.parametrize("key", ["ArrowLeft", "ArrowUp", "+", "-", "Home"])
def test_keys_turn_and_zoom(picture: PicturePage, key: str) -> None:
    """Arrows turn it, plus and minus zoom, Home goes back; the focus stays."""
    canvas = picture.root.get_by_role("img", name="The surface in 3-D")
    before = picture.pixels("base", "relief")
    canvas.focus()
    picture.page.keyboard.press(key)
    picture.wait_changed(before, "base", "relief")
    expect(canvas).to_be_focused()


def test_mouse_turns_and_a_click_moves_the_start(picture: PicturePage) -> None:
    """A drag beside the start turns the view and leaves the start; a click moves it."""
    handle = picture.root.locator(".picture-handle")
    before, name = picture.pixels("base", "relief"), handle.get_attribute("aria-label")
    canvas = picture.root.locator(".picture-relief .picture-top")
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6
    picture.page.mouse.move(x, y)
    picture.page.mouse.down()
    picture.page.mouse.move(x + 60, y + 20, steps=6)
    picture.page.mouse.up()
    picture.wait_changed(before, "base", "relief")
    assert handle.get_attribute("aria-label") == name
    picture.screenshot("relief-turned")
    picture.page.mouse.click(x, y)
    expect(handle).not_to_have_attribute("aria-label", name or "")


def test_start_is_dragged_on_the_surface(picture: PicturePage) -> None:
    """The start follows the pointer over the surface, and the path with it."""
    handle = picture.root.locator(".picture-handle")
    before, name = picture.pixels("top", "relief"), handle.get_attribute("aria-label")
    picture.drag(handle, -70, -20)
    picture.wait_changed(before, "top", "relief")
    assert handle.get_attribute("aria-label") != name
    box = handle.bounding_box()
    picture.page.wait_for_timeout(400)
    assert handle.bounding_box() == box  # where it was let go


def test_play_draws_the_path_on_the_surface(picture: PicturePage) -> None:
    """Play moves the path's tip; back in 2-D the same step is shown."""
    picture.button("Back to the start").click()
    before = picture.pixels("top", "relief")
    picture.button("One step").click()
    assert picture.pixels("top", "relief") != before
    picture.root.get_by_label("Step", exact=True).focus()
    picture.page.keyboard.press("End")
    picture.screenshot("relief-light")
    picture.button("2-D").click()
    expect(picture.root.locator(".picture-relief")).to_be_hidden()
    assert picture.step == "step 60 of 60"
    assert picture.pixels() != 0


def test_themes_and_sizes_raise_nothing(picture: PicturePage) -> None:
    """In dark and narrow it is painted anew, without an error."""
    errors: list[Error] = []
    picture.page.on("pageerror", lambda error: errors.append(error))
    picture.button("3-D").click()
    before = picture.pixels("base", "relief")
    picture.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    picture.wait_changed(before, "base", "relief")
    picture.screenshot("relief-dark")
    picture.page.set_viewport_size({"width": 620, "height": 900})
    picture.page.wait_for_timeout(300)
    picture.screenshot("relief-narrow")
    assert picture.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert errors == []
