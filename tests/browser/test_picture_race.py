"""A race in JupyterLab: each its own colour and mark, and a table that follows the sliders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import FUNCTIONS, PicturePage, shown

RACE = """\
from functools import partial

def gd_step(theta, grad, lr):
    return theta - lr * grad

explore({
    "gradient descent": gd_step,
    "momentum": momentum_step,
    "slower": partial(gd_step, lr=0.002),
    "longer memory": partial(momentum_step, gamma=0.97),
    "slower momentum": partial(momentum_step, lr=0.002),
    "hasty": partial(gd_step, lr=0.09),
}, steps=200, tolerances=(0.1, 1e-4))"""


@pytest.fixture(scope="module")
def picture(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PicturePage]:
    """A race of six."""
    folder = tmp_path_factory.mktemp("race")
    write_notebook(folder / "race.ipynb", [FUNCTIONS, RACE])
    with lab(folder) as jupyter:
        notebook = jupyter.open("race.ipynb", width=1400, height=1000)
        notebook.run_all()
        yield shown(notebook, 1)


def test_table_counts_the_steps(picture: PicturePage) -> None:
    """On the ravine, gradient descent at lr = 0.02 needs as many steps as its closed form says.

    The loss is ½·3.2²·0.98²ᵗ + ½·20·2²·0.6²ᵗ: a tenth of 45.12 at t = 4, 10⁻⁴ at t = 174.
    """
    rows = picture.root.get_by_role("row")
    expect(rows).to_have_count(7)
    cells = rows.nth(1).get_by_role("cell")
    loss = [5.12 * 0.98 ** (2 * t) + 40 * 0.6 ** (2 * t) for t in range(201)]
    for column, share in enumerate((0.1, 1e-4)):
        steps = next(t for t in range(201) if loss[t] <= share * loss[0])
        expect(cells.nth(column)).to_have_text(str(steps))
    expect(rows.nth(3).get_by_role("cell").nth(1)).to_have_text("–")
    picture.screenshot("race-light")


def test_sliders_move_those_that_share_them(picture: PicturePage) -> None:
    """By keyboard: gamma changes the momentum's row and leaves gradient descent's as it is."""
    rows = picture.root.get_by_role("row")
    still, moving = rows.nth(1).inner_text(), rows.nth(2).inner_text()
    picture.slider("gamma").focus()
    picture.page.keyboard.press("PageDown")
    expect(rows.nth(2)).not_to_have_text(moving)
    assert rows.nth(1).inner_text() == still


def test_race_in_space_and_in_the_dark(picture: PicturePage) -> None:
    """Six paths lie on the surface, in the dark theme's own colours."""
    picture.button("3-D").click()
    before = picture.pixels("top", "relief")
    picture.page.evaluate(
        "() => { document.body.dataset.jpThemeLight = 'false';"
        " document.body.style.setProperty('--jp-layout-color0', '#111'); }"
    )
    picture.wait_changed(before, "top", "relief")
    picture.screenshot("race-dark-3d")
