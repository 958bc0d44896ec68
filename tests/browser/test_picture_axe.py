"""Axe finds nothing to complain about in any kind of picture, in light and dark, in both views."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from course import explore, surfaces
from course.pictures.explore.picture import ExplorePicture
from tests.browser.picture import PicturePage
from tests.browser.saved import assert_axe_is_content, saved_page


def gd_step(theta, grad, lr):
    return theta - lr * grad


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def unwritten(theta, grad, lr):
    raise NotImplementedError


PICTURES: dict[str, Callable[[], ExplorePicture]] = {
    "plain": lambda: explore(momentum_step, against={"gamma": 0}, steps=20),
    "race": lambda: explore([gd_step, momentum_step], surfaces.saddle, steps=20),
    "swarm": lambda: explore(gd_step, surfaces.himmelblau, swarm=50, steps=20),
    "data": lambda: explore(gd_step, surfaces.linear_regression(np.arange(9), np.ones(9))),
    "waiting": lambda: explore(unwritten),
    "diverging": lambda: explore(gd_step, lr=1.0),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PICTURES)
def test_axe_is_content(browser: Browser, tmp_path: Path, kind: str, scheme: str) -> None:
    """No violation of axe's rules, in 2-D and in 3-D."""
    file = PICTURES[kind]().save(tmp_path / "picture.html")
    with saved_page(browser, file, scheme) as within:
        picture = PicturePage(within)
        picture.wait_drawn()
        for view in ("3-D", "2-D"):
            picture.button(view).click()
            assert_axe_is_content(picture.page)
