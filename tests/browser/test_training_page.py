"""A training saved as a page: it lives without Python, asks for nothing, and axe is content."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from course import training
from course.pictures.training.picture import TrainingPicture
from tests.browser.live import LivePage
from tests.browser.saved import assert_axe_is_content, saved_page
from tests.course.pictures.training.functions import START, loss_on_plane, momentum, sgd, train


def unwritten(params, grads, state):
    raise NotImplementedError


def race() -> TrainingPicture:
    steps = {"SGD": sgd(0.1), "momentum": momentum(0.1)}
    return training(train, START, steps, plane=loss_on_plane, epochs=2)


PICTURES = {
    "race": race,
    "alone": lambda: training(train, START, sgd(0.1), epochs=2),
    "waiting": lambda: training(train, START, unwritten, plane=True),
    "diverging": lambda: training(train, START, sgd(500.0), epochs=1),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PICTURES)
def test_axe_is_content(browser: Browser, tmp_path: Path, kind: str, scheme: str) -> None:
    """No violation of axe's rules, in any view."""
    file = PICTURES[kind]().save(tmp_path / "picture.html")
    with saved_page(browser, file, scheme) as within:
        picture = LivePage(within)
        picture.wait_drawn()
        for view in ("3-D", "random", "2-D"):
            if picture.button(view).count():
                picture.button(view).click()
            assert_axe_is_content(picture.page)


def test_page_lives_by_itself(browser: Browser, tmp_path: Path) -> None:
    """It asks for nothing, makes no error, and replays the training."""
    file = race().save(tmp_path / "training.html")
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    picture = LivePage(page.locator("main"))
    picture.wait_drawn()
    expect(picture.message).to_contain_text("Mean loss of the last epoch")
    end = picture.pixels("top", "losses")
    picture.button("Play").click()
    picture.wait_repainted("losses", end)
    expect(picture.button("Pause")).to_be_visible()
    assert asked == [file.as_uri()]
    assert errors == []
    context.close()


def test_reduced_motion_does_not_grow_by_itself(browser: Browser, tmp_path: Path) -> None:
    """A training nobody has seen yet is shown at its end at once, where motion is unwelcome."""
    picture = race()
    file = picture.save(tmp_path / "training.html")
    text = file.read_text(encoding="utf-8").replace('"seen": true', '"seen": false')
    file.write_text(text, encoding="utf-8")
    for motion, grows in (("reduce", False), ("no-preference", True)):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file.as_uri())
        shown = LivePage(page.locator("main"))
        shown.wait_drawn()
        page.wait_for_timeout(500)
        said = shown.message.inner_text()
        assert ("is training" in said) == grows
        context.close()
