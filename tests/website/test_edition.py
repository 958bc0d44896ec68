"""The browser edition in Chromium: lessons run, work is kept, nothing is asked of another host."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.picture import FUNCTIONS, PicturePage
from tests.website.edition import KEPT, PATIENCE, EditionPage, served, solved
from website import edition, lite

LESSON = "05-momentum"


@pytest.fixture(scope="module")
def address(lab: Path) -> Iterator[str]:
    with served(lab) as address:
        yield address


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's profile that has opened the site before."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def asked(context: BrowserContext) -> list[str]:
    """The address of every request."""
    found: list[str] = []
    context.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture
def page(context: BrowserContext, asked: list[str], address: str) -> Iterator[EditionPage]:
    page = EditionPage(context, address)
    yield page
    page.page.close()


@pytest.mark.parametrize("lesson", edition.all_lessons())
def test_a_solved_lesson_runs(page: EditionPage, lesson: str) -> None:
    """From top to bottom, with every answer right."""
    if lesson != edition.FIRST:
        page.visit(edition.FIRST)
        page.put(lesson, solved(lesson))
    page.open(lesson)
    cells = page.run_all()
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    errors = [output["ename"] for output in outputs if output["output_type"] == "error"]
    assert not errors, errors
    checks = [cell for cell in cells if cell["source"].startswith("check(")]
    for cell in checks if lesson != edition.FIRST else []:  # whose answer is the learner's alone
        assert "✓" in json.dumps(cell["outputs"], ensure_ascii=False), cell["source"]
    assert checks


def test_nothing_is_asked_of_another_host(
    page: EditionPage, asked: list[str], address: str
) -> None:
    page.open(LESSON)
    page.page.wait_for_function(KEPT, timeout=PATIENCE)
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert asked
    assert not outside


def test_a_picture_follows_its_slider(page: EditionPage) -> None:
    page.open(LESSON)
    page.write(FUNCTIONS + "explore(momentum_step, lr=0.03, gamma=0.8)")
    picture = PicturePage(page.page.locator(".jp-CodeCell").first)
    picture.wait_drawn()
    before = picture.pixels()
    picture.slider("gamma").press("ArrowLeft")
    picture.wait_changed(before)


def test_work_is_handed_in_packed_reset_and_put_back(page: EditionPage, tmp_path: Path) -> None:
    page.open(LESSON)
    assert page.answer("6 * 7") == "42"
    page.choose("Hand in This Lesson")
    page.page.locator(".jp-Dialog input").fill("not/a name")
    page.page.get_by_role("button", name="Save file").click()
    page.toast("can't be part of a file's name")
    page.choose("Hand in This Lesson")
    page.page.locator(".jp-Dialog input").fill("ada")
    with page.page.expect_download() as handed_in:
        page.page.get_by_role("button", name="Save file").click()
    name = handed_in.value.suggested_filename
    assert name.startswith("ada_2") and name.endswith(f"_{LESSON}.ipynb")
    handed_in.value.save_as(tmp_path / name)
    assert "6 * 7" in (tmp_path / name).read_text(encoding="utf-8")

    with page.page.expect_download() as packed:
        page.choose("Download All My Work")
    packed.value.save_as(tmp_path / "work.zip")

    page.choose("Start This Lesson Anew")
    page.page.get_by_role("button", name="Start anew").click()
    page.toast("as on the first day")
    assert "6 * 7" not in json.dumps(page.saved(LESSON))

    for file in ("work.zip", name):
        with page.page.expect_file_chooser() as chooser:
            page.choose("Upload Work")
        chooser.value.set_files(tmp_path / file)
        page.toast(f"Uploaded: {LESSON}/{LESSON}.ipynb")
        assert "6 * 7" in json.dumps(page.saved(LESSON))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.ipynb", "no notebook", "letter.ipynb is no notebook"),
        ("work.zip", "no archive", "work.zip is no zip file"),
        ("09-more.ipynb", '{"cells": []}', "belongs to no lesson of this course"),
    ],
)
def test_a_file_from_elsewhere_is_told(
    page: EditionPage, tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    page.open(LESSON)
    with page.page.expect_file_chooser() as chooser:
        page.choose("Upload Work")
    chooser.value.set_files(tmp_path / name)
    page.toast(words)


def test_a_loop_without_an_end_is_spoken_of_beside_its_cell(page: EditionPage) -> None:
    page.open(LESSON)
    page.write("while True: pass")
    note = page.page.locator(".jp-CodeCell .course-long")
    note.wait_for(timeout=PATIENCE)
    assert "can't be interrupted" in (note.text_content() or "")
    note.get_by_role("button", name="Start Python again").click()
    note.wait_for(state="detached")
    assert page.answer("2 + 2") == "4"


def test_lessons_never_opened_work_without_a_network(
    page: EditionPage, context: BrowserContext
) -> None:
    page.open(LESSON)
    page.page.wait_for_function(KEPT, timeout=PATIENCE)
    context.set_offline(True)
    try:
        page.open("02-gradient-descent")
        assert page.answer("import course; 6 * 7") == "42"
    finally:
        context.set_offline(False)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("WebAssembly", "no WebAssembly"), ("navigator.serviceWorker", "an ordinary window")],
)
def test_a_browser_that_lacks_something_says_so_before_it_loads(
    browser: Browser, address: str, missing: str, words: str
) -> None:
    place, _, name = f"window.{missing}".rpartition(".")
    with browser.new_context() as context:
        context.add_init_script(f"Object.defineProperty({place}, '{name}', {{ value: undefined }})")
        page = context.new_page()
        page.goto(f"{address}notebooks/index.html?path={LESSON}/{LESSON}.ipynb")
        page.get_by_role("alert").filter(has_text=words).wait_for(timeout=PATIENCE)


def test_a_download_that_breaks_off_is_told(browser: Browser, address: str) -> None:
    with browser.new_context(service_workers="block") as context:
        context.route("**/matplotlib-*.zip", lambda route: route.abort())
        page = EditionPage(context, address)
        page.visit(LESSON)
        page.toast("Look at your connection and reload the page")


def test_a_new_version_keeps_what_was_written(browser: Browser, lab: Path, tmp_path: Path) -> None:
    """An untouched lesson follows, an edited one stays, and both are told."""
    site = tmp_path / "lite"
    shutil.copytree(lab, site)
    edited, untouched = LESSON, "06-adam"
    with served(site) as address, browser.new_context() as context:
        page = EditionPage(context, address)
        page.open(edited)
        assert page.answer("6 * 7") == "42"
        page.page.keyboard.press("Control+S")
        for lesson in (edited, untouched):
            path = site / "files" / lesson / f"{lesson}.ipynb"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            notebook["cells"][0]["source"] = "# A newer edition"
            path.write_text(json.dumps(notebook), encoding="utf-8")
        (site / "jupyterlite-service-worker.js").replace(site / "service-worker.js")
        lite.serve_offline(site)
        page.open(edited)
        page.toast("A new version of the course is there")
        page.open(edited)
        page.toast("There is a newer edition of 05-momentum")
        assert "6 * 7" in json.dumps(page.saved(edited))
        assert "A newer edition" not in json.dumps(page.saved(edited))
        assert "A newer edition" in json.dumps(page.saved(untouched))
