"""Pictures outside JupyterLab: alive in Notebook 7, a still in what nbconvert exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, expect

from tests.browser.gallery import TITLES, write_gallery
from tests.browser.lab import Lab

RAN = """() => [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")]
    .every(({ textContent }) => /\\d/.test(textContent))"""


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """A server on a folder with a notebook of all pictures."""
    folder = tmp_path_factory.mktemp("places")
    write_gallery(folder / "gallery.ipynb")
    with lab(folder) as jupyter:
        yield jupyter


def test_pictures_live_in_notebook_7(jupyter: Lab) -> None:
    """Each picture is drawn, and a slider of each changes what it says by the keyboard alone."""
    page = jupyter.context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(f"{jupyter.url}/notebooks/gallery.ipynb?token={jupyter.token}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
    run_all(page)
    page.wait_for_function(RAN, timeout=180_000)
    roots = page.locator(".course-picture")
    expect(roots).to_have_count(len(TITLES), timeout=180_000)
    for i in range(len(TITLES)):
        roots.nth(i).locator("canvas[style]:visible, svg[height]").first.wait_for(timeout=60_000)
        words = roots.nth(i).locator(".picture-message")
        expect(words).not_to_be_empty()
        before = words.inner_text()
        slider = roots.nth(i).locator(".picture-sliders input").first
        if not slider.count():
            continue  # a training has none
        place = slider.input_value()
        slider.focus()
        for _ in range(20):
            page.keyboard.press("ArrowLeft")
        expect(slider).not_to_have_value(place)
        expect(words).not_to_have_text(before, timeout=60_000)
    page.screenshot(path=str(Path("artefacts", "notebook-7.png")))


def run_all(page: Page) -> None:
    """Run > Run All Cells, once there is a kernel: without one, Notebook asks which to take."""
    page.locator(".jp-KernelName", has_text="Python 3").wait_for(timeout=120_000)
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()


def test_exported_page_shows_stills(jupyter: Lab, browser: Browser, tmp_path: Path) -> None:
    """What nbconvert makes of a saved notebook shows each picture's still, without a network."""
    notebook = jupyter.open("gallery.ipynb", width=1400)
    notebook.run_all()
    notebook.save()
    notebook.page.close()
    saved = nbformat.read(jupyter.folder / "gallery.ipynb", as_version=4)
    html, _ = HTMLExporter().from_notebook_node(saved)
    file = tmp_path / "gallery.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri(), wait_until="commit")
    stills = page.locator(".jp-OutputArea-output img:visible")
    expect(stills).to_have_count(len(TITLES), timeout=60_000)
    asleep = page.get_by_text("This picture is asleep")
    assert asleep.count() == len(TITLES)
    page.screenshot(path=str(Path("artefacts", "exported.png")))
    context.close()
