"""Data beside the cost, arrows while it rests, and the picture saved as PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import PicturePage, shown

FIT = """\
import numpy as np
from course import explore, surfaces

def gradient_descent(grad_f, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad_f(path[-1]))
    return np.array(path)

X = np.linspace(0, 4, 25)
y = 1.5 + 0.8 * X + 0.4 * np.sin(9 * X)
explore(gradient_descent, surfaces.linear_regression(X, y), lr=0.15)"""


@pytest.fixture(scope="module")
def picture(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PicturePage]:
    """A line that is fitted by a descent of the learner's own."""
    folder = tmp_path_factory.mktemp("fit")
    write_notebook(folder / "fit.ipynb", [FIT])
    with lab(folder) as jupyter:
        notebook = jupyter.open("fit.ipynb", width=1400, accept_downloads=True)
        notebook.run_all()
        yield shown(notebook, 0)


def test_fitted_line_moves_with_the_steps(picture: PicturePage) -> None:
    """The line beside the surface is that of the step which is shown, in both views."""
    before = picture.pixels("top", "data")
    picture.button("Back to the start").click()
    assert picture.pixels("top", "data") != before
    picture.screenshot("fit-light")


def test_arrows_are_shown_while_it_rests(picture: PicturePage) -> None:
    """Between the ends, one step leaves two arrows in the ink's colour; play has none."""
    picture.button("Back to the start").click()
    for _ in range(2):
        picture.button("One step").click()
    resting = picture.pixels()
    picture.button("Play").click()
    picture.wait_changed(resting)
    picture.button("Pause").click()
    picture.button("Back to the start").click()
    for _ in range(2):
        picture.button("One step").click()
    assert picture.pixels() == resting
    picture.screenshot("fit-arrows")


@pytest.mark.parametrize("view", ["2-D", "3-D"])
def test_png_is_saved_by_keyboard(picture: PicturePage, view: str, tmp_path: Path) -> None:
    """The file is named for what it shows, sharp, and not blank."""
    picture.button(view).click()
    picture.button("Save as PNG").focus()
    with picture.page.expect_download() as download:
        picture.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "gradient_descent-on-the-squared-error.png"
    download.value.save_as(tmp_path / "saved.png")
    image = Image.open(tmp_path / "saved.png").convert("RGB")
    assert image.width > 1500
    assert len(image.getcolors(1 << 24) or []) > 100


def test_divergence_names_the_bound(picture: PicturePage) -> None:
    """lr at its end is above 2/λmax of this very data, and the words say so."""
    picture.slider("lr").focus()
    picture.page.keyboard.press("End")
    expect(picture.message).to_contain_text("is above 2/λmax")
    picture.screenshot("fit-diverging")
