"""Pictures under fingers: one turns or drags, two zoom; and with reduced motion in space."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import FUNCTIONS, PicturePage, shown

CELLS = [FUNCTIONS, "explore(momentum_step, surfaces.himmelblau)"]
Finger = tuple[float, float]


@pytest.fixture(scope="module")
def picture(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PicturePage]:
    """A picture on a touch screen, for a reader who asked for less motion."""
    folder = tmp_path_factory.mktemp("touch")
    write_notebook(folder / "touch.ipynb", CELLS)
    with lab(folder) as jupyter:
        notebook = jupyter.open("touch.ipynb", width=1400, has_touch=True, reduced_motion="reduce")
        notebook.run_all()
        yield shown(notebook, 1)


@pytest.fixture(scope="module")
def fingers(picture: PicturePage) -> CDPSession:
    """Chromium's own touch events."""
    return picture.page.context.new_cdp_session(picture.page)


def glide(fingers: CDPSession, begin: list[Finger], end: list[Finger], steps: int = 8) -> None:
    """Put fingers down, move them and lift them."""

    def touch(kind: str, places: list[Finger]) -> None:
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", begin)
    for step in range(1, steps + 1):
        share = step / steps
        now = [
            (a + (c - a) * share, b + (d - b) * share)
            for (a, b), (c, d) in zip(begin, end, strict=True)
        ]
        touch("touchMove", now)
    touch("touchEnd", [])


def middle(what: Locator) -> Finger:
    """Where an element's middle is."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_finger_drags_the_start(picture: PicturePage, fingers: CDPSession) -> None:
    """In 2-D the start follows a finger, and the page does not scroll away under it."""
    handle = picture.root.locator(".picture-handle")
    x, y = middle(handle)
    before, name = picture.pixels(), handle.get_attribute("aria-label")
    glide(fingers, [(x, y)], [(x + 70, y - 50)])
    picture.wait_changed(before)
    expect(handle).not_to_have_attribute("aria-label", name or "")
    now = middle(handle)
    assert abs(now[0] - x - 70) < 2
    assert abs(now[1] - y + 50) < 2


def test_tap_moves_the_start(picture: PicturePage) -> None:
    """A tap on the map puts the start there."""
    handle = picture.root.locator(".picture-handle")
    x, y = middle(picture.root.locator(".picture-map .picture-top"))
    picture.page.touchscreen.tap(x, y)
    picture.page.wait_for_timeout(300)
    assert abs(middle(handle)[0] - x) < 2
    assert abs(middle(handle)[1] - y) < 2


def test_finger_moves_a_slider(picture: PicturePage, fingers: CDPSession) -> None:
    """A slider's thumb follows a finger."""
    x, y = middle(picture.slider("gamma"))
    value = picture.value("gamma")
    glide(fingers, [(x, y)], [(x - 80, y)])
    assert picture.value("gamma") != value


def test_one_finger_turns_and_two_zoom(picture: PicturePage, fingers: CDPSession) -> None:
    """In 3-D; the page's own zoom stays as it was, and so does the start."""
    picture.button("3-D").click()
    handle = picture.root.locator(".picture-handle")
    name = handle.get_attribute("aria-label")
    before = picture.pixels("base", "relief")
    x, y = middle(picture.root.locator(".picture-relief .picture-top"))
    glide(fingers, [(x + 90, y + 60)], [(x + 10, y + 60)])
    picture.wait_changed(before, "base", "relief")
    picture.page.wait_for_timeout(400)  # until it is painted finely
    before, near = picture.pixels("base", "relief"), middle(handle)
    glide(fingers, [(x - 30, y), (x + 30, y)], [(x - 90, y), (x + 90, y)])
    picture.wait_changed(before, "base", "relief")
    assert picture.page.evaluate("visualViewport.scale") == 1
    assert handle.get_attribute("aria-label") == name
    assert middle(handle) != near
    picture.screenshot("relief-pinched")


def test_reduced_motion_jumps_in_space(picture: PicturePage) -> None:
    """Play makes at most eleven jumps instead of a glide in 3-D, too."""
    picture.button("3-D").click()
    picture.root.locator(".picture-count").evaluate(
        "el => { window.seen = new Set(); new MutationObserver(() => seen.add(el.textContent))"
        ".observe(el, { childList: true }); }"
    )
    picture.button("Back to the start").click()
    picture.button("Play").click()
    expect(picture.button("Play")).to_be_visible(timeout=20_000)  # back again: it has ended
    assert 2 < picture.page.evaluate("() => seen.size") <= 12
