"""What is known ahead is drawn without the kernel; a saved page needs none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from course import explore
from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage, write_notebook
from tests.browser.picture import FUNCTIONS, PicturePage, shown

BUSY = """
import pathlib, time
pathlib.Path("begun").touch()
while not pathlib.Path("enough").exists():
    time.sleep(0.1)
"""


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


@pytest.fixture(scope="module")
def notebook(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookPage]:
    """A notebook with a picture, and a cell to keep the kernel busy until there is a file."""
    folder = tmp_path_factory.mktemp("ahead")
    cells = [FUNCTIONS, "explore(momentum_step)", BUSY]
    write_notebook(folder / "ahead.ipynb", cells)
    with lab(folder) as jupyter:
        notebook = jupyter.open("ahead.ipynb", width=1400)
        enough(notebook).touch()
        notebook.run_all()
        enough(notebook).unlink()
        begun(notebook).unlink()
        yield notebook


def enough(notebook: NotebookPage) -> Path:
    """The file that ends the kernel's wait."""
    return notebook.file.with_name("enough")


def begun(notebook: NotebookPage) -> Path:
    """The file that tells that the kernel waits."""
    return notebook.file.with_name("begun")


def test_known_positions_need_no_kernel(notebook: NotebookPage) -> None:
    """A slider that was looked at moves its path while the kernel is busy with something else."""
    picture = shown(notebook, 1)
    picture.slider("gamma").focus()
    notebook.page.wait_for_timeout(3000)  # the kernel answers what may be asked, 20 ms at a time
    notebook.cell(2).locator(".cm-content").click()
    notebook.page.keyboard.press("Control+Enter")
    while not begun(notebook).exists():  # the kernel may still be at what the picture asked
        notebook.page.wait_for_timeout(50)
    picture.slider("gamma").focus()
    for _ in range(5):
        before = picture.pixels()
        notebook.page.keyboard.press("ArrowLeft")
        picture.wait_changed(before)
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_contain_text("[*]")
    enough(notebook).touch()
    notebook.wait_idle()
    expect(picture.message).to_contain_text("60 steps from")


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A saved picture opened from its file, in a browser without a network."""
    file = explore(momentum_step, against={"gamma": 0}).save(tmp_path / "picture.html")
    context = browser.new_context(viewport={"width": 1100, "height": 760}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def test_saved_page_lives_without_a_kernel(page: Page) -> None:
    """Sliders, play and 3-D work; it says what it can't, and its start can't be moved."""
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    picture = PicturePage(page.locator("main"))
    picture.wait_drawn()
    for name in ("lr", "gamma", "kappa"):
        before = picture.pixels("base" if name == "kappa" else "top")
        picture.slider(name).focus()
        page.keyboard.press("ArrowLeft")
        picture.wait_changed(before, "base" if name == "kappa" else "top")
    expect(picture.root.locator(".picture-note")).to_contain_text("runs without Python")
    expect(picture.root.locator(".picture-handle")).to_be_disabled()
    picture.button("Back to the start").click()
    picture.button("3-D").click()
    picture.screenshot("picture-saved-3d")
    assert errors == []
