"""The posterior in JupyterLab: by mouse, by keyboard, in both themes, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.live import LivePage, live, turn
from tests.browser.notebook import NotebookPage, write_notebook

FUNCTIONS = """\
import numpy as np
from course import posterior

def map_linear(X, y, sigma2, tau2):
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(2), X.T @ y)

def neg_log_posterior_grad(w, X, y, sigma2, tau2):
    return X.T @ (X @ w - y) / sigma2 + w / tau2

def unwritten(X, y, sigma2, tau2):
    raise NotImplementedError
"""
CELLS = [FUNCTIONS, "posterior(map_linear, neg_log_posterior_grad)", "posterior(unwritten)"]
MAIN, UNWRITTEN = 1, 2
SETTLED = 400  # milliseconds after which nothing glides any more


@pytest.fixture(scope="module")
def notebook(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookPage]:
    """A notebook of posteriors, run."""
    folder = tmp_path_factory.mktemp("posteriors")
    write_notebook(folder / "posteriors.ipynb", CELLS)
    with lab(folder) as jupyter:
        notebook = jupyter.open("posteriors.ipynb", width=1400)
        notebook.run_all()
        yield notebook


@pytest.fixture
def picture(notebook: NotebookPage) -> LivePage:
    """The posterior with MAP, MLE and arrows, in view and at rest."""
    picture = live(notebook, MAIN)
    picture.page.wait_for_timeout(SETTLED)
    return picture


def test_posterior_is_drawn_where_its_words_say(picture: LivePage) -> None:
    """Both plots have pixels, and the words tell both estimates."""
    for plot in ("weights", "lines"):
        assert picture.pixels("base", plot) != 0
    expect(picture.message).to_contain_text("MAP, the top of the posterior, is at (0.863, 0.936)")
    expect(picture.message).to_contain_text("The MLE is at (1.52, 0.664); λ = σ²/τ² = 2.04.")
    picture.screenshot("posterior-light")


@pytest.mark.parametrize("name", ["tau", "sigma", "m"])
def test_slider_morphs_the_posterior(picture: LivePage, name: str) -> None:
    """By mouse and by keyboard a slider changes the words and both plots."""
    before = {plot: picture.pixels("base", plot) for plot in ("weights", "lines")}
    words = picture.message.inner_text()
    picture.slide(name, 0.72)
    expect(picture.message).not_to_have_text(words)
    for plot, pixels in before.items():
        picture.wait_repainted(plot, pixels, "base")
    value = picture.value(name)
    picture.slider(name).focus()
    for _ in range(3):
        picture.page.keyboard.press("ArrowLeft")
    assert picture.value(name) != value
    expect(picture.slider(name)).to_be_focused()


def test_one_point_has_no_single_mle(picture: LivePage) -> None:
    """At its low end m is 1: there is no likelihood to outline, and the words say why."""
    picture.slider("m").focus()
    picture.page.keyboard.press("Home")
    assert picture.value("m") == "m = 1"
    expect(picture.message).to_contain_text("There is no single MLE")
    picture.page.wait_for_timeout(SETTLED)
    picture.screenshot("posterior-one-point")
    picture.page.keyboard.press("End")
    assert picture.value("m") == "m = 60"


def test_every_control_has_a_name(picture: LivePage) -> None:
    """Nothing that takes the focus is nameless to a screen reader."""
    controls = picture.controls()
    assert len(controls) == 4  # three sliders, and a button that saves
    assert all(re.match(r' "[^"]+', rest) for _, rest in controls)


def test_unwritten_function_leaves_the_posterior(notebook: NotebookPage) -> None:
    """The posterior is there without a MAP, the picture says what it waits for, sliders move."""
    picture = live(notebook, UNWRITTEN)
    words = "This picture waits for unwritten, which is not written yet."
    expect(picture.message).to_have_text(words)
    before = picture.pixels("base", "weights")
    picture.slider("tau").focus()
    picture.page.keyboard.press("PageDown")
    picture.wait_repainted("weights", before, "base")
    picture.screenshot("posterior-unwritten")


def test_dark_and_narrow(picture: LivePage) -> None:
    """The dark theme has its own colours; on a narrow page the plots stand in a column."""
    before = picture.pixels("base", "weights")
    turn(picture, dark=True)
    picture.wait_repainted("weights", before, "base")
    picture.screenshot("posterior-dark")
    picture.page.set_viewport_size({"width": 700, "height": 1000})
    expect(picture.root.and_(picture.page.locator(".wide"))).to_have_count(0)
    assert picture.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    picture.screenshot("posterior-dark-narrow")
    turn(picture, dark=False)
    picture.page.set_viewport_size({"width": 1400, "height": 900})
