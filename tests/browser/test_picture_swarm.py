"""A swarm in JupyterLab: a thousand starts move, in the colours of their basins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import FUNCTIONS, PicturePage, shown

SWARM = "explore(momentum_step, surfaces.himmelblau, swarm=1000, gamma=0.5)"


@pytest.fixture(scope="module")
def picture(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PicturePage]:
    """A swarm of a thousand."""
    folder = tmp_path_factory.mktemp("swarm")
    write_notebook(folder / "swarm.ipynb", [FUNCTIONS, SWARM])
    with lab(folder) as jupyter:
        notebook = jupyter.open("swarm.ipynb", width=1400)
        notebook.run_all()
        yield shown(notebook, 1)


@pytest.mark.parametrize(("view", "plot"), [("2-D", "map"), ("3-D", "relief")])
def test_swarm_moves_with_the_steps(picture: PicturePage, view: str, plot: str) -> None:
    """Each step moves it, in both views."""
    picture.button(view).click()
    picture.button("Back to the start").click()
    before = picture.pixels("top", plot)
    for _ in range(3):
        picture.button("One step").click()
    assert picture.pixels("top", plot) != before
    picture.screenshot(f"swarm-{plot}")


def test_sliders_send_the_swarm_elsewhere(picture: PicturePage) -> None:
    """By keyboard; the words count the basins anew."""
    expect(picture.message).to_contain_text("Of 1000 starts 258 end at (3, 2)")
    picture.slider("lr").focus()
    picture.page.keyboard.press("End")
    expect(picture.message).to_contain_text("left the view for good")
    picture.screenshot("swarm-lost")
