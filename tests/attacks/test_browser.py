"""Feedback and grading pages in Chromium: hostile script runs in stock nbgrader's, not in ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.attacks.classroom import Trick, all_tricks
from tests.attacks.command import Places
from tests.attacks.grading import Report, Stock
from tests.attacks.pages import grading_page, guarded_pages

WEB = [trick for trick in all_tricks() if trick.name.startswith("web_")]
SHOWN = ("web_script_in_markdown", "web_display_html", "web_onerror_in_markdown")
"""Tricks that are shown to run in stock nbgrader's feedback."""


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


def feedback_page(root: Path, trick: Trick) -> Path:
    """What the learner gets back."""
    return Places(root).course / "feedback" / trick.student / "ps1" / "ps1.html"


@pytest.fixture(scope="session")
def grading_pages(report: Report) -> dict[str, Path | str]:
    """By student, what the formgrader shows of our grading, or why there is nothing to show."""
    graded = [trick for trick in WEB if "crash" not in report.effects[trick.name]]
    return guarded_pages(report.root, (trick.student for trick in graded))


def owned(page: Page, path: Path) -> bool:
    """Whether a script has run in a page, or runs when things are touched."""
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
    """The attack is real: opening stock nbgrader's pages runs the learner's script."""
    assert owned(page, feedback_page(on_stock.roots[trick.name], trick))
    assert owned(page, grading_page(on_stock.roots[trick.name], trick.student, guarded=False))


@pytest.mark.usefixtures("sanitised")
@pytest.mark.parametrize("trick", WEB, ids=lambda trick: trick.name)
def test_the_script_does_not_run_in_our_feedback(
    trick: Trick, report: Report, grading_pages: dict[str, Path | str], page: Page
) -> None:
    """Opening and touching feedback or the grading page runs nothing of the learner's."""
    if "crash" in report.effects[trick.name]:
        pytest.skip(f"{trick.name} was refused, so there is no feedback: see its own test")
    assert not owned(page, feedback_page(report.root, trick))
    grading = grading_pages[trick.student]
    assert isinstance(grading, Path), grading
    assert not owned(page, grading)
