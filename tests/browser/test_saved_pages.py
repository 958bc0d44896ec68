"""Every kind of picture with sliders, saved as a page: it answers without Python and a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.picture import PicturePage
from tests.browser.saved import assert_axe_is_content, saved_page
from tests.course.widget.test_page import PICTURES


@pytest.fixture(scope="module", params=PICTURES)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a picture."""
    picture = PICTURES[request.param]()
    saved: Path = picture.save(tmp_path_factory.mktemp("page") / f"{request.param}.html")
    return saved


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_page_answers_by_itself(browser: Browser, file: Path, scheme: str) -> None:
    """Each of its sliders changes what it says, at once; axe is content."""
    with saved_page(browser, file, scheme) as within:
        errors: list[str] = []
        within.page.on("pageerror", lambda error: errors.append(str(error)))
        picture = PicturePage(within)
        picture.root.locator("canvas[style], svg[role=img]").first.wait_for()
        for slider in picture.root.locator(".picture-sliders input").all():
            said = picture.message.inner_text()
            slider.focus()
            picture.page.keyboard.press("End")
            expect(picture.message).not_to_have_text(said)
        assert_axe_is_content(picture.page)
        picture.screenshot(f"saved-{file.stem}-{scheme}")
        assert errors == []


def test_a_saved_page_is_saved_as_png(browser: Browser, file: Path, tmp_path: Path) -> None:
    """Its button makes an image that is named for the picture."""
    with saved_page(browser, file, "light") as within:
        picture = PicturePage(within)
        picture.root.locator("canvas[style], svg[role=img]").first.wait_for()
        with picture.page.expect_download() as download:
            picture.button("Save as PNG").click()
        assert download.value.suggested_filename.endswith(".png")
        download.value.save_as(tmp_path / "saved.png")
        assert (tmp_path / "saved.png").read_bytes().startswith(b"\x89PNG")
