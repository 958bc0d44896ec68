"""What stands on the page of a lesson that was run, cell by cell, and pictures of all of it.

With WALK_SCREENSHOTS=FOLDER in the environment, each page is also photographed from top to end.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page

from tests.browser.notebook import SECOND, NotebookPage

FOLDER = os.environ.get("WALK_SCREENSHOTS", "")
SLICE = 1900  # pixels of a page in one photograph
SETTLED = 60 * SECOND

WIDGETS = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.widget-view+json"]'
ERRORS = '.jp-RenderedText[data-mime-type*="stderr"], .jp-mod-error'
# A live picture has drawn a path when its moving layer holds a pixel, or its graph a box.
SEEN = f"""() => [...document.querySelectorAll('.jp-NotebookPanel .jp-Cell')].map((cell) => ({{
    // of a cell whose code is folded away, the output tells that it ran
    ran: /\\[\\d/.test(cell.querySelector('.jp-InputPrompt')?.textContent)
        || cell.querySelector('.jp-InputPlaceholder, .jp-Placeholder') !== null
        && cell.querySelector('.jp-OutputArea-output') !== null,
    said: cell.querySelector('.jp-Cell-outputArea')?.innerText ?? '',
    errors: [...cell.querySelectorAll('{ERRORS}')].map((error) => error.innerText),
    pictures: [...cell.querySelectorAll('{WIDGETS}')].map((widget) => {{
        const picture = widget.querySelector('.course-picture');
        const layers = [...widget.querySelectorAll('canvas.picture-top')].filter((c) => c.width);
        const painted = (canvas) => canvas.getContext('2d')
            .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
        return {{
            kind: picture?.dataset.kind ?? '',
            message: widget.querySelector('.picture-message')?.innerText ?? '',
            drawn: layers.some(painted) || widget.querySelector('.graph-box') !== null,
        }};
    }}),
}}))"""
ALIVE = f"""() => [...document.querySelectorAll('{WIDGETS}')].every((widget) =>
    widget.querySelector('.course-picture')?.dataset.kind
    && widget.querySelector('canvas[style], svg[height]')
    && widget.querySelector('.picture-message').innerText)"""


@dataclass(frozen=True)
class Seen:
    """A cell as it stands on the page after a run."""

    source: str
    ran: bool
    said: str
    errors: list[str]
    pictures: list[dict[str, Any]]
    kind: str

    @property
    def uses(self) -> set[str]:
        """The names that its code reads."""
        code = ast.parse(self.source) if self.kind == "code" else ast.Module([], [])
        return {node.id for node in ast.walk(code) if isinstance(node, ast.Name)}


def ran(notebook: NotebookPage, name: str) -> dict[str, Seen]:
    """Run All, wait until every picture is alive, and return the cells by id."""
    notebook.run_all()
    notebook.page.wait_for_function(ALIVE, timeout=SETTLED)
    notebook.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    if FOLDER:
        photograph(notebook.page, Path(FOLDER), name)
    return cells(notebook)


def cells(notebook: NotebookPage) -> dict[str, Seen]:
    """The cells by id, as they stand on the page now."""
    written = nbformat.read(notebook.file, as_version=4).cells
    found: list[dict[str, Any]] = notebook.page.evaluate(SEEN)
    pairs = zip(written, found, strict=True)
    return {cell.id: Seen(cell.source, kind=cell.cell_type, **each) for cell, each in pairs}


def fill(file: Path, answers: Mapping[str, str]) -> None:
    """Write answers into a notebook's cells, by cell id."""
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, file)


def photograph(page: Page, folder: Path, name: str) -> None:
    """Save the notebook from top to end, a slice at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    page.set_viewport_size({"width": 1150, "height": SLICE + 100})
    outer = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    for number, top in enumerate(range(0, outer.evaluate("box => box.scrollHeight"), SLICE)):
        outer.evaluate("(box, top) => { box.scrollTop = top; }", top)
        page.wait_for_timeout(150)
        outer.screenshot(path=str(folder / f"{name}-{number:02}.png"))
    assert before is not None
    page.set_viewport_size(before)
