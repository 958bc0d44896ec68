"""The round by buttons: the formgrader in JupyterLab, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.lab import Lab, open_lab
from tests.instructor.hostile import HOSTILE
from tests.instructor.someone import Someone
from tests.instructor.terminal import need_sandbox
from tests.instructor.tiny import LESSON, RIGHT_DOUBLE, ROOT, edit, hand_in, make_course

PATIENCE = 120_000  # milliseconds for one of nbgrader's steps on a busy machine


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder in which nothing is done yet, and an exchange beside it."""
    root = tmp_path_factory.mktemp("buttons")
    course = make_course(root / "course")
    (root / "exchange").mkdir()
    (root / "exchange").chmod(0o777)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(exchange_of(course))
    return course


def exchange_of(course: Path) -> str:
    """The setting that all who use the exchange have."""
    return f"c.Exchange.root = {str(course.parent / 'exchange')!r}\n"


@pytest.fixture(scope="module")
def ada(course: Path) -> Someone:
    """A learner who uses nbgrader's commands."""
    folder = course.parent / "ada"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'optimization'\n"
        "c.CourseDirectory.student_id = 'ada'\n" + exchange_of(course)
    )
    return Someone(folder)


@pytest.fixture(scope="module")
def lab(browser: Browser, course: Path) -> Iterator[Lab]:
    """JupyterLab at the root of the course, as nbgrader wants it."""
    with open_lab(browser, course) as lab:
        yield lab


@pytest.fixture
def page(lab: Lab) -> Page:
    """A signed-in browser page."""
    page = lab.context(viewport={"width": 1200, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.url}/lab?token={lab.token}")
    return page


def press(page: Page, cell: str, picture: str) -> str:
    """Press a button of a row, and see nbgrader say that it went well; what its log says."""
    page.locator(f"{cell} .glyphicon-{picture}").click()
    shown = page.locator("#success-modal.in, #error-modal.in")
    shown.wait_for()
    shoot(page, picture)
    log = shown.inner_text()
    assert shown.get_attribute("id") == "success-modal", log
    page.locator("#success-modal.in button.btn").click()
    page.locator("#success-modal").wait_for(state="hidden")
    return log


def shoot(page: Page, name: str) -> None:
    """Keep a picture for people to look at."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"formgrader-{name}.png", full_page=True)


def test_the_round_by_buttons(lab: Lab, page: Page, course: Path) -> None:
    """Generate, autograde, grade by hand and give feedback, with a hostile submission."""
    need_sandbox()
    formgrader = f"{lab.url}/formgrader"
    page.goto(f"{formgrader}/manage_assignments")
    press(page, "tr:has-text('01-tiny') .assign", "education")
    assert (course / "release" / LESSON / f"{LESSON}.ipynb").exists()
    assert "BEGIN" not in (course / "release" / LESSON / f"{LESSON}.ipynb").read_text()

    hand_in(course, "mallory", RIGHT_DOUBLE, *HOSTILE)
    page.goto(f"{formgrader}/manage_submissions/{LESSON}")
    log = press(page, "tr:has-text('mallory') .autograde", "flash")
    assert "Grading in isolation (namespaces)" in log
    page.locator("tr:has-text('mallory') .score", has_text="4 / 9").wait_for()

    page.goto(f"{formgrader}/gradebook/{LESSON}/{LESSON}")
    page.locator("a", has_text="Submission #1").click()
    page.locator("input#why_extra_credit[placeholder]").wait_for()  # the page knows the grades
    page.wait_for_load_state("networkidle")
    with page.expect_response(lambda reply: "/api/grade/" in reply.url and reply.ok):
        page.locator("input.score#why").fill("1.5")
        page.keyboard.press("Tab")
    with page.expect_response(lambda reply: "/api/comment/" in reply.url and reply.ok):
        page.locator("textarea#why-comment").fill("Say more about *why*.")
        page.keyboard.press("Tab")
    shoot(page, "by-hand")
    address = page.url
    for link in page.locator("#notebook a").all():
        link.click(no_wait_after=True)
    assert page.evaluate("window.pwned") is None, "nothing of the submission ran"
    assert page.url == address, "no link of the submission led away"

    page.goto(f"{formgrader}/manage_submissions/{LESSON}")
    press(page, "tr:has-text('mallory') .generate-feedback", "comment")
    feedback = course / "feedback" / "mallory" / LESSON / f"{LESSON}.html"
    page.goto(feedback.as_uri())
    assert "Score: 5.5 / 9.0" in page.inner_text("h4")
    assert "Say more about why." in page.inner_text("body")
    assert page.evaluate("window.pwned") is None
    widths = page.eval_on_selector_all(
        "img[src^='data:image/png']", "all => all.map(i => i.naturalWidth)"
    )
    assert max(widths) > 300, "the submission's own figure is there"
    shoot(page, "feedback")


def test_the_exchange_by_buttons(lab: Lab, page: Page, course: Path, ada: Someone) -> None:
    """Release, collect, grade, feed back, release the feedback, and take the lesson back."""
    need_sandbox()
    assignments, row = f"{lab.url}/formgrader/manage_assignments", "tr:has-text('01-tiny')"
    page.goto(assignments)
    press(page, f"{row} .assign", "education")
    press(page, f"{row} .release", "cloud-upload")
    ada.nbgrader("fetch_assignment", LESSON)
    edit(ada.folder / LESSON / f"{LESSON}.ipynb", RIGHT_DOUBLE)
    ada.nbgrader("submit", LESSON)

    page.goto(assignments)
    press(page, f"{row} .collect", "cloud-download")
    assert (course / "submitted" / "ada" / LESSON / "timestamp.txt").exists()
    page.goto(f"{lab.url}/formgrader/manage_submissions/{LESSON}")
    press(page, "tr:has-text('ada') .autograde", "flash")
    press(page, "tr:has-text('ada') .generate-feedback", "comment")
    press(page, "tr:has-text('ada') .release-feedback", "envelope")
    ada.nbgrader("fetch_feedback", LESSON)
    (feedback,) = (ada.folder / LESSON / "feedback").rglob("*.html")
    assert "Score: 4.0 / 9.0" in feedback.read_text()

    for step in ("submitted", "autograded", "feedback"):  # nbgrader releases what came by itself
        shutil.rmtree(course / step / "mallory", ignore_errors=True)
    page.goto(assignments)
    press(page, f"{row} .generate-feedback", "comment")
    press(page, f"{row} .release-feedback", "envelope")
    press(page, f"{row} .release", "remove")
    assert LESSON not in ada.nbgrader("list")


def test_the_formgrader_shows_no_settings(lab: Lab, page: Page) -> None:
    """Stock nbgrader prints its whole configuration there, a database password included."""
    page.goto(f"{lab.url}/formgrader/manage_assignments")
    page.locator("tr:has-text('01-tiny')").wait_for()
    assert "CourseDirectory" not in page.content()
