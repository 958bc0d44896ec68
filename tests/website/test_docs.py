"""The site's pages: whole, quick, for every reader, and without a solution."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from tests.browser.picture import PicturePage
from tests.house.test_javascript import missing
from tests.house.tree import ROOT
from tests.website.served import opened, served
from website.docs import build
from website.pages import landing
from website.pages.lessons import EDITION, OPENED, SHOWN, lessons

NAMES = [lesson.name for lesson in lessons()]
PAGES = {
    "landing": "index.html",
    "lesson": "lessons/05-momentum.html",
    "docs": "docs/instructors.html",
    "api": "api/course.html",
    "gallery": "docs/gallery.html",
    "search": "search.html",
}
LOADING = {"img": "src", "script": "src", "iframe": "src", "link": "href", "source": "src"}


FEW = 40_000
"""Bytes of a picture's answers: a tenth of what is published, which takes minutes to compute."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once; its pictures are kept for the next run. CI must be able to build it."""
    why = missing()
    if why and "CI" not in os.environ:
        pytest.skip(f"the site is not built: {why}")
    out = tmp_path_factory.mktemp("site")
    build(out, answers=FEW)
    return out


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def soups(site: Path) -> dict[str, BeautifulSoup]:
    """Every page that Sphinx wrote, by its place."""
    found = sorted(site.rglob("*.html"))
    places = [path for path in found if path.relative_to(site).parts[0] != SHOWN]
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in places
    }


def test_links_within_the_site_lead_somewhere(site: Path, soups: dict[str, BeautifulSoup]) -> None:
    """Each names a file that is there, and a place in it; only the edition is built elsewhere."""
    ids = {place: {tag["id"] for tag in soup.select("[id]")} for place, soup in soups.items()}
    broken = []
    for place, soup in soups.items():
        for tag in soup.select("a[href], link[href], img[src], script[src], iframe[src]"):
            link = urlsplit(str(tag.get("href") or tag.get("src")))
            if link.scheme or link.netloc:
                continue
            target = (site / place).parent.joinpath(unquote(link.path)).resolve()
            at = target.relative_to(site).as_posix() if link.path else place
            if f"{at}/".startswith(EDITION):
                continue
            there = target.exists() if link.path else True
            if not there or (link.fragment and link.fragment not in ids.get(at, set())):
                broken.append(f"{place}: {link.geturl()}")
    assert broken == []


def test_links_elsewhere_are_whole_addresses(soups: dict[str, BeautifulSoup]) -> None:
    """They have a scheme that a browser follows and a host; whether it answers is not asked."""
    for place, soup in soups.items():
        for tag in soup.select("a[href]"):
            link = urlsplit(str(tag["href"]))
            if link.scheme or link.netloc:
                assert link.scheme in ("https", "http"), f"{place}: {tag['href']}"
                assert "." in link.netloc, f"{place}: {tag['href']}"


def test_no_page_loads_anything_from_another_host(
    site: Path, soups: dict[str, BeautifulSoup]
) -> None:
    """Neither a page's own tags nor a style name one."""
    for place, soup in soups.items():
        for name, attribute in LOADING.items():
            for tag in soup.select(f"{name}[{attribute}]"):
                link = urlsplit(str(tag[attribute]))
                assert link.scheme in ("", "data") and not link.netloc, f"{place}: {tag}"
    for style in site.glob("_static/**/*.css"):
        for link in re.findall(r"url\(([^)]+)\)", style.read_text("utf-8")):
            assert not re.match(r"['\"]?(https?:)?//", link), f"{style.name}: {link}"


def written(room: str, name: str) -> str:
    """All that a notebook's cells say."""
    cells = nbformat.read(ROOT / room / name / f"{name}.ipynb", as_version=4).cells
    return "\n".join(cell.source for cell in cells)


@pytest.mark.parametrize("name", [name for name in NAMES if (ROOT / "source" / name).exists()])
def test_a_lesson_shows_neither_solutions_nor_hidden_tests(site: Path, name: str) -> None:
    """What the author has and the learner has not is neither on the page nor in its pictures."""
    released = written("release", name)
    every = {line.strip() for line in written("source", name).splitlines()}
    secret = [line for line in every if len(line) > 12 and line not in released]
    assert len(secret) > 100
    page = BeautifulSoup((site / f"lessons/{name}.html").read_text("utf-8"), "html.parser")
    texts = [page.get_text(), *(p.read_text("utf-8") for p in site.glob(f"{SHOWN}/{name}/*.html"))]
    assert [line for line in secret if any(line in text for text in texts)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_its_prose_pictures_and_button(
    site: Path, soups: dict[str, BeautifulSoup], name: str
) -> None:
    """Its headings and stubs are the notebook's, each formula is written out, it can be opened."""
    page = soups[f"lessons/{name}.html"]
    cells = nbformat.read(ROOT / f"release/{name}/{name}.ipynb", as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    headings = re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)
    assert len(page.select("h1, h2, h3")) == len(headings)
    stubs = [c for c in cells if c.cell_type == "code" and "NotImplementedError" in c.source]
    shown = [pre.get_text() for pre in page.select("pre")]
    assert all(any(stub.source.strip() in text for text in shown) for stub in stubs)
    graded = [c.source for c in cells if c.metadata.get("nbgrader", {}).get("grade")]
    assert not any(cell.strip() == pre.strip() for cell in graded for pre in shown)
    assert len(page.select("iframe.picture[loading=lazy][title]")) >= 1
    assert page.select_one(f'a.button[href="../{OPENED.format(name=name)}"]')
    assert not page.select(".katex-error")
    assert "$$" not in page.get_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_is_content_and_nothing_leaves_the_host(
    browser: Browser, address: str, name: str, width: int, scheme: str
) -> None:
    """In both themes, on a desk and on a phone, where no page is wider than the screen."""
    size = {"width": width, "height": 900}
    with opened(browser, address + PAGES[name], color_scheme=scheme, viewport=size) as (
        page,
        wrong,
    ):
        if name == "landing":
            first_picture(page)
        if name in ("lesson", "gallery"):
            page.locator("iframe.picture").first.scroll_into_view_if_needed()
            frame = page.frame_locator("iframe.picture >> nth=0")
            frame.locator(".course-picture canvas[style]").first.wait_for()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wrong == []


def first_picture(page: Page) -> PicturePage:
    """The landing page's picture, drawn."""
    picture = PicturePage(page.locator("#first-picture"))
    picture.wait_drawn()
    return picture


def test_the_first_pages_picture_moves_when_it_is_dragged(browser: Browser, address: str) -> None:
    """A path from another start, in other words; and it says what Python says."""
    with opened(browser, address, reduced_motion="reduce") as (page, wrong):
        picture = first_picture(page)
        handle, before = picture.root.locator(".picture-handle"), picture.pixels()
        named, said = handle.get_attribute("aria-label"), picture.message.inner_text()
        picture.drag(handle, 90, -60)
        picture.wait_changed(before)
        expect(handle).not_to_have_attribute("aria-label", named or "")
        expect(picture.message).not_to_have_text(said)
        assert wrong == []


@pytest.mark.parametrize("start, lr, gamma", [((1.5, 3.0), 0.003, 0.6), ((-5.0, 0.25), 0.001, 0.9)])
def test_the_first_pages_optimizer_does_what_pythons_does(
    browser: Browser, address: str, start: tuple[float, float], lr: float, gamma: float
) -> None:
    """Asked for the same start and settings, it says the very same words."""
    with opened(browser, address, reduced_motion="reduce") as (page, _):
        first_picture(page)
        question = {"seq": 1, "values": {"lr": lr, "gamma": gamma}, "start": list(start)}
        said = page.evaluate(
            "async (asked) => (await import('./_static/landing.js')).answer(asked).message",
            question,
        )
    look = landing.first_look()
    look.move(start=start, lr=lr, gamma=gamma)
    assert look.message == said


def test_the_first_pages_picture_plays_by_itself_unless_it_should_not(
    browser: Browser, address: str
) -> None:
    """It can be paused; a reader who asked for less motion presses Play."""
    with opened(browser, address) as (page, _):
        expect(first_picture(page).button("Pause")).to_be_visible()
    with opened(browser, address, reduced_motion="reduce") as (page, _):
        expect(first_picture(page).button("Play")).to_be_visible()


def test_search_finds_a_page(browser: Browser, address: str) -> None:
    """A word of one lesson leads to it."""
    with opened(browser, address + "search.html?q=skydiver") as (page, wrong):
        expect(page.locator("#search-results a").first).to_have_text("05 · Momentum")
        assert wrong == []


def test_a_picture_follows_the_theme_that_is_chosen(browser: Browser, address: str) -> None:
    """Chosen against the system's: the picture in its frame is as dark as the page."""
    with opened(browser, address + PAGES["lesson"], color_scheme="light") as (page, _):
        page.evaluate("document.body.dataset.theme = 'dark'")
        page.locator("iframe.picture").first.scroll_into_view_if_needed()
        within = page.frame_locator("iframe.picture >> nth=0").locator("main")
        picture = PicturePage(within)
        picture.root.locator("canvas[style]").first.wait_for()
        expect(within.locator("xpath=..")).to_have_attribute("data-jp-theme-light", "false")
        assert picture.lightness() < 300


@pytest.mark.parametrize("name", ["landing", "lesson"])
def test_a_page_can_be_read_within_a_second(
    site: Path, soups: dict[str, BeautifulSoup], name: str
) -> None:
    """What has to come before its text is painted fits into a second of a line of 10 Mbit/s."""
    page = site / PAGES[name]
    soup = soups[PAGES[name]]
    styles = [str(tag["href"]) for tag in soup.select("link[rel=stylesheet][href]")]
    scripts = [
        str(tag["src"])
        for tag in soup.select("head script[src]")
        if not tag.has_attr("defer") and not tag.has_attr("async")
    ]
    needed = [page.parent / urlsplit(link).path for link in (*styles, *scripts)]
    assert styles
    assert sum(path.stat().st_size for path in (page, *needed)) < SECOND


SECOND = 10e6 / 8 - 4 * 0.04 * 10e6 / 8
"""Bytes in a second of ten megabits a second, less four ways there and back of 40 ms."""
