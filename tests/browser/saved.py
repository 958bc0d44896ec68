"""A picture saved as a page, opened without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page


@contextmanager
def saved_page(browser: Browser, file: Path, scheme: str) -> Iterator[Locator]:
    """Where the picture is on its page, in a light or dark scheme."""
    context = browser.new_context(color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        yield page.locator("main")
    finally:
        context.close()


def assert_axe_is_content(page: Page) -> None:
    """No violation of axe's rules."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
