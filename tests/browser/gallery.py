"""A notebook of every kind of picture, taken from the docs' gallery page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator

from docs.entries import entries
from tests.browser.notebook import NotebookPage, write_notebook

FOCUSABLE = "button:enabled, input:enabled, select:enabled, [tabindex='0']"
TITLES = [entry.title for entry in entries()]


def write_gallery(file: Path) -> None:
    """One cell a picture, each with the functions that it runs."""
    write_notebook(file, ["\n".join(entry.cells) for entry in entries()])


def pictures(notebook: NotebookPage) -> list[Locator]:
    """The root of every picture, drawn, in the order of `TITLES`."""
    roots = [notebook.output(i).locator(".course-picture") for i in range(len(TITLES))]
    for root in roots:
        root.locator("canvas[style]:visible, svg[height]:visible").first.wait_for(timeout=60_000)
    return roots


def focusable(root: Locator) -> list[str]:
    """What in a picture can take the focus now, in order, by accessible name."""
    names: list[str] = root.locator(FOCUSABLE).evaluate_all(
        f"all => all.filter(each => each.checkVisibility()).map({NAME})"
    )
    return names


NAME = """each => each.ariaLabel || each.dataset.name || each.textContent"""
