"""Feedback pages in Chromium: hostile script runs in stock nbgrader's, and not in ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.attacks.classroom import Trick, all_tricks
from tests.attacks.command import Places
from tests.attacks.grading import Report, Stock

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WEB = [trick for trick in all_tricks() if trick.name.startswith("web_")]
SHOWN = ("web_script_in_markdown", "web_display_html", "web_onerror_in_markdown")
"""Tricks that are shown to run in stock nbgrader's feedback."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, if it is here."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM} on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def _only_files(route: Route) -> None:
    """Let a page load itself, and nothing from a network."""
    if route.request.url.startswith(("file:", "data:", "blob:")):
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page without a network."""
    context = browser.new_context()
    context.route("**/*", _only_files)
    yield context.new_page()
    context.close()


def owned(page: Page, root: Path, trick: Trick) -> bool:
    """Whether the trick's script has run in its feedback page, or runs when things are touched."""
    path = Places(root).course / "feedback" / trick.student / "ps1" / "ps1.html"
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_timeout(150)
    page.evaluate(
        """() => document.querySelectorAll('a, button, input, [onmouseover], details').forEach(
            each => { each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); })"""
    )
    links = page.eval_on_selector_all(
        "a[href], form[action]", "all => all.map(a => a.protocol || new URL(a.action).protocol)"
    )
    ran = page.evaluate("() => window.__owned === 1") or page.title() == "owned"
    return bool(ran) or "javascript:" in links


@pytest.mark.parametrize("trick", [t for t in WEB if t.name in SHOWN], ids=lambda trick: trick.name)
def test_the_script_runs_in_stock_feedback(trick: Trick, on_stock: Stock, page: Page) -> None:
    """The attack is real: opening stock nbgrader's feedback runs the learner's script."""
    assert owned(page, on_stock.roots[trick.name], trick)


@pytest.mark.usefixtures("sanitised")
@pytest.mark.parametrize("trick", WEB, ids=lambda trick: trick.name)
def test_the_script_does_not_run_in_our_feedback(trick: Trick, report: Report, page: Page) -> None:
    """Opening and touching the feedback page runs nothing of the learner's."""
    if "crash" in report.effects[trick.name]:
        pytest.skip(f"{trick.name} was refused, so there is no feedback: see its own test")
    assert not owned(page, report.root, trick)
