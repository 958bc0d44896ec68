"""The noise ball in JupyterLab: by mouse, by keyboard, in both themes, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.live import LivePage, live
from tests.browser.notebook import NotebookPage, write_notebook
from tests.course.pictures.noise_ball.functions import SOURCE

FULL = "noise_ball(sgd_epoch, noise_floor, gradient_variance)"
UNWRITTEN = """\
def minibatches(X, y, batch_size, rng):
    raise NotImplementedError

noise_ball(sgd_epoch, noise_floor)"""
CELLS = [SOURCE + "\nfrom course import noise_ball", FULL, UNWRITTEN]


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder with notebooks of noise balls."""
    folder = tmp_path_factory.mktemp("balls")
    write_notebook(folder / "balls.ipynb", CELLS[:2])
    write_notebook(folder / "dark.ipynb", CELLS)
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module")
def notebook(jupyter: Lab) -> NotebookPage:
    """The notebook, run."""
    notebook = jupyter.open("balls.ipynb", width=1400)
    notebook.run_all()
    return notebook


@pytest.fixture
def picture(notebook: NotebookPage) -> LivePage:
    """The picture with its circles, in view."""
    return live(notebook, 1)


def test_picture_is_drawn_where_its_words_say(picture: LivePage) -> None:
    """Both plots have pixels; the words tell updates, ends and the predicted radius."""
    for plot in ("bowl", "costs"):
        assert picture.pixels("top", plot) != 0
    expect(picture.message).to_contain_text("batch: 5 updates, ends 1.23 away")
    expect(picture.message).to_contain_text("radius of the noise ball: 0.532 stochastic")
    expect(picture.root.locator(".picture-count")).to_have_text("2000 of 2000")
    picture.screenshot("noise-ball-light")


def test_play_step_and_scrub_count_evaluations(picture: LivePage) -> None:
    """The player counts what all three have spent, not steps that they do not share."""
    picture.button("Back to the start").click()
    count = picture.root.locator(".picture-count")
    expect(count).to_have_text("0 of 2000")
    before = picture.pixels("top", "bowl")
    picture.button("One step").click()
    expect(count).to_have_text("10 of 2000")
    picture.wait_repainted("bowl", before)
    picture.root.get_by_label("Speed").select_option("4×")
    picture.button("Play").click()
    expect(picture.button("Play")).to_be_visible(timeout=20_000)  # back again: it has ended
    expect(count).to_have_text("2000 of 2000")
    scrub = picture.root.get_by_label("Gradient evaluations", exact=True)
    scrub.focus()
    picture.page.keyboard.press("ArrowLeft")
    expect(scrub).to_have_attribute("aria-valuetext", "1990 of 2000 gradient evaluations")
    picture.page.keyboard.press("End")


@pytest.mark.parametrize("name", ["lr", "batch_size"])
def test_slider_runs_the_learners_epochs(picture: LivePage, name: str) -> None:
    """By mouse and by keyboard a slider changes the words and both plots."""
    before = {plot: picture.pixels("top", plot) for plot in ("bowl", "costs")}
    words = picture.message.inner_text()
    picture.slide(name, 0.68)
    expect(picture.message).not_to_have_text(words)
    for plot, pixels in before.items():
        picture.wait_repainted(plot, pixels)
    value = picture.value(name)
    picture.slider(name).focus()
    for _ in range(4):
        picture.page.keyboard.press("ArrowLeft")
    assert picture.value(name) != value
    expect(picture.slider(name)).to_be_focused()


def test_too_large_a_rate_says_why(picture: LivePage) -> None:
    """At its high end lr is above the bound; the picture says so and comes back."""
    picture.slider("lr").focus()
    picture.page.keyboard.press("End")
    expect(picture.message).to_contain_text("lr = 2.2 is not below 2/λ = 2")
    picture.screenshot("noise-ball-diverging")
    picture.page.keyboard.press("Home")
    expect(picture.message).to_contain_text("Predicted radius")


def test_every_control_has_a_name(picture: LivePage) -> None:
    """Nothing that takes the focus is nameless to a screen reader."""
    controls = picture.controls()
    assert len(controls) == 8  # four buttons, scrub, speed, two sliders
    assert all(re.match(r' "[^"]+', rest) for _, rest in controls)


def test_dark_narrow_and_unwritten(jupyter: Lab) -> None:
    """In the dark theme, on a narrow page, and before `minibatches` is written."""
    notebook = jupyter.open("dark.ipynb", dark=True, width=1400, reduced_motion="reduce")
    notebook.run_all()
    waiting = live(notebook, 2)
    expect(waiting.message).to_have_text(
        "This picture waits for minibatches, which is not written yet."
    )
    expect(waiting.button("Play")).to_be_disabled()
    waiting.screenshot("noise-ball-unwritten")
    picture = live(notebook, 1)
    picture.screenshot("noise-ball-dark")
    notebook.page.set_viewport_size({"width": 700, "height": 1000})
    expect(picture.root.and_(notebook.page.locator(".wide"))).to_have_count(0)
    assert picture.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    picture.screenshot("noise-ball-dark-narrow")
