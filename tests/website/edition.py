"""The built browser edition, served here and opened in Chromium."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

from website.serve import Server

ROOT = Path(__file__).parents[2]
PATIENCE = 180_000.0  # milliseconds for Python to start on a busy machine
READY = """() => document.querySelector('#course-bar')?.textContent.startsWith('Python is ready')
    && jupyterapp.shell.currentWidget?.content?.model"""
KEPT = "() => document.querySelector('#course-bar')?.textContent.includes('work without a network')"


def solved(lesson: str) -> dict[str, Any]:
    """A released lesson with the answers of its source in it."""
    found: dict[str, Any] = _read("release", lesson)
    if not (ROOT / "source" / lesson).exists():  # the first has nothing to answer
        return found
    answers = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in _read("source", lesson)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    for cell in found["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution"):
            cell["source"] = answers[about["grade_id"]]
    return found


def _read(kind: str, lesson: str) -> dict[str, Any]:
    path = ROOT / kind / lesson / f"{lesson}.ipynb"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, for the length of a block."""
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


class EditionPage:
    """A lesson, open in the browser edition."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address

    def visit(self, lesson: str) -> None:
        """Open a lesson, and do not wait for Python."""
        self.page.goto(f"{self.address}notebooks/index.html?path={lesson}/{lesson}.ipynb")
        self.page.wait_for_function("() => window.jupyterapp", timeout=PATIENCE)

    def open(self, lesson: str) -> None:
        """Open a lesson and wait until Python runs."""
        self.visit(lesson)
        self.page.wait_for_function(READY, timeout=PATIENCE)

    def put(self, lesson: str, notebook: dict[str, Any]) -> None:
        """Save a notebook as a lesson's, as if it had been written here."""
        self.page.evaluate(
            "([path, content]) => jupyterapp.serviceManager.contents"
            ".save(path, { type: 'notebook', format: 'json', content })",
            [f"{lesson}/{lesson}.ipynb", notebook],
        )

    def saved(self, lesson: str) -> dict[str, Any]:
        """The lesson's notebook as it is kept in the browser."""
        found: dict[str, Any] = self.page.evaluate(
            "async (path) => (await jupyterapp.serviceManager.contents"
            ".get(path, { content: true })).content",
            f"{lesson}/{lesson}.ipynb",
        )
        return found

    def run_all(self) -> list[dict[str, Any]]:
        """Run all cells; the cells with their outputs."""
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        cells: list[dict[str, Any]] = self.page.evaluate(
            "() => jupyterapp.shell.currentWidget.content.model.toJSON().cells"
        )
        return cells

    def write(self, text: str) -> Locator:
        """Write into the first code cell and run it; the cell."""
        cell = self.page.locator(".jp-CodeCell").first
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Shift+Enter")
        return cell

    def answer(self, text: str) -> str:
        """Run a line in the first code cell, and return what it shows."""
        cell = self.write(text)
        output = cell.locator(".jp-OutputArea-output")
        output.wait_for(timeout=PATIENCE)
        return (output.text_content() or "").strip()

    def choose(self, item: str) -> None:
        """Choose from the menu "My Work"."""
        self.page.get_by_role("menuitem", name="My Work").click()
        self.page.get_by_role("menuitem", name=item).click()

    def toast(self, words: str) -> None:
        """Wait for a message."""
        self.page.locator(".jp-toast-message", has_text=words).first.wait_for(timeout=PATIENCE)
