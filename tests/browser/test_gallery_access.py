"""Every kind of picture in JupyterLab: axe, the keyboard alone, narrow pages, both themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.gallery import NAME, TITLES, focusable, pictures, write_gallery
from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage

AXE = {"include": [[".course-picture"]]}
LARGEST_PAGE = 480  # pixels across, as on a phone
SELECTED = "() => document.querySelector('.jp-Notebook .jp-mod-active')?.dataset.windowedListIndex"
SPILLED = """root => {
    const right = root.getBoundingClientRect().right + 1;
    const scrolls = element => element.closest(".graph-area");
    return [...root.querySelectorAll("*")].filter(each => each.checkVisibility() && !scrolls(each)
        && each.getBoundingClientRect().right > right).map(each => each.className || each.tagName);
}"""


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder with a notebook of all pictures."""
    folder = tmp_path_factory.mktemp("gallery")
    write_gallery(folder / "gallery.ipynb")
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module", params=["light", "dark"])
def notebook(jupyter: Lab, request: pytest.FixtureRequest) -> Iterator[NotebookPage]:
    """The notebook, run, in each of JupyterLab's themes."""
    notebook = jupyter.open("gallery.ipynb", dark=request.param == "dark", width=1400)
    notebook.run_all()
    pictures(notebook)
    yield notebook
    notebook.page.close()


def test_axe_is_content_in_jupyterlab(notebook: NotebookPage) -> None:
    """No violation of axe's rules in any picture, in JupyterLab's own colours."""
    for view in ("3-D", "2-D"):
        for button in notebook.page.get_by_role("button", name=view, exact=True).all():
            button.click()
        found = Axe().run(notebook.page, context=AXE)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("title", TITLES)
def test_tab_reaches_every_control(notebook: NotebookPage, title: str) -> None:
    """From the first control on, Tab goes through all of them in order and leaves the picture."""
    root = pictures(notebook)[TITLES.index(title)]
    wanted = focusable(root)
    root.locator("button:enabled, input:enabled").first.focus()
    root.evaluate("root => root.querySelector('[tabindex=\"0\"], button, input').focus()")
    reached: list[str] = []
    for _ in range(len(wanted) + 2):
        name = notebook.page.evaluate(
            f"root => root.contains(document.activeElement) && ({NAME})(document.activeElement)",
            root.element_handle(),
        )
        if not name:
            break
        reached.append(name)
        notebook.page.keyboard.press("Tab")
    assert reached == wanted[wanted.index(reached[0]) :]
    assert wanted.index(reached[0]) == 0


@pytest.mark.parametrize("title", TITLES)
def test_keys_move_every_slider_and_nothing_else(notebook: NotebookPage, title: str) -> None:
    """Each range input follows the arrow keys; JupyterLab's selected cell stays what it was."""
    root = pictures(notebook)[TITLES.index(title)]
    ranges = root.locator("input[type=range]:enabled")
    ranges.first.focus()
    selected = notebook.page.evaluate(SELECTED)
    for i in range(ranges.count()):
        before = ranges.nth(i).input_value()
        ranges.nth(i).focus()
        notebook.page.keyboard.press("ArrowLeft" if float(before) > 0 else "ArrowRight")
        expect(ranges.nth(i)).not_to_have_value(before)
    assert notebook.page.evaluate(SELECTED) == selected


@pytest.mark.parametrize("title", TITLES)
def test_keys_press_every_button(notebook: NotebookPage, title: str) -> None:
    """Space plays and pauses, Enter switches the view, the arrows choose a speed."""
    root = pictures(notebook)[TITLES.index(title)]
    if not root.locator(".picture-scrub").count():
        pytest.skip(f"{title}: nothing in it plays")
    press(root, "Back to the start", "Enter")
    press(root, "Play", "Space")
    press(root, "Pause", "Space")
    press(root, re.compile(r"One \w+"), "Enter")
    speed = root.get_by_label("Speed")
    speed.focus()
    notebook.page.keyboard.press("ArrowDown")
    expect(speed).to_have_value("2")
    notebook.page.keyboard.press("ArrowUp")
    for view in ("3-D", "2-D"):
        button = root.get_by_role("button", name=view, exact=True)
        if button.count():
            press(root, view, "Enter")
            expect(button).to_have_attribute("aria-pressed", "true")


def press(root: Locator, name: str | re.Pattern[str], key: str) -> None:
    """Press a button by a key."""
    root.get_by_role("button", name=name, exact=True).focus()
    root.page.keyboard.press(key)


def test_nothing_spills_on_a_narrow_page(notebook: NotebookPage) -> None:
    """On a page as narrow as a phone each picture keeps all its parts inside."""
    notebook.page.keyboard.press("Control+b")
    notebook.page.set_viewport_size({"width": 600, "height": 900})
    for title, root in zip(TITLES, pictures(notebook), strict=True):
        root.scroll_into_view_if_needed()
        expect(root.and_(notebook.page.locator(".wide"))).to_have_count(0)
        width = root.evaluate("root => root.clientWidth")
        assert width <= LARGEST_PAGE, f"{title} is {width} wide"
        assert root.evaluate(SPILLED) == [], title
        notebook.screenshot(f"narrow-{title.replace(' ', '-')}", root)
    notebook.page.set_viewport_size({"width": 1400, "height": 900})
