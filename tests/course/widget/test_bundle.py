"""What a picture leaves in a notebook is small, the same every time, and readable anywhere."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

from course import explore, surfaces
from course.widget import bundle


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError


SURFACES = [
    surfaces.ravine,
    surfaces.bowl,
    surfaces.plateau,
    surfaces.rosenbrock,
    surfaces.beale,
    surfaces.saddle,
    surfaces.himmelblau,
    surfaces.linear_regression([1, 2, 3, 4], [2, 2, 5, 4]),
    surfaces.of(lambda x, y: 3 * x - y),
]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_bundle_is_small_and_has_a_still(surface: Any, displayed: list[dict[str, Any]]) -> None:
    """The view comes first; the PNG is at most 40 kB, all together at most 50 kB."""
    explore(momentum_step, surface, against={"gamma": 0})._ipython_display_()
    view, _note, still = displayed
    assert bundle.VIEW in view
    png = base64.b64decode(still["image/png"])
    assert len(png) <= 40_000
    assert Image.open(io.BytesIO(png)).size[0] > 400
    assert len(json.dumps(displayed)) <= 50_000


def test_bundle_is_the_same_every_time(displayed: list[dict[str, Any]]) -> None:
    """But for the view's id, two pictures of one thing leave the same bytes."""
    for _ in range(2):
        explore(momentum_step)._ipython_display_()
    for each in displayed:
        each.pop(bundle.VIEW, None)
    assert displayed[:3] == displayed[3:]


def test_words_stand_beside_the_view_and_the_still(displayed: list[dict[str, Any]]) -> None:
    """The plain text says what is shown."""
    explore(momentum_step)._ipython_display_()
    words = (
        "momentum_step on the ravine: lr = 0.02, gamma = 0.9, kappa = 20\n"
        "60 steps from (−3.2, 2) end at (−0.005, −0.044); the loss goes from 45.1 to 0.0194."
    )
    assert [displayed[0]["text/plain"], displayed[2]["text/plain"]] == [words, words]


def test_what_waits_has_words_and_no_still(displayed: list[dict[str, Any]]) -> None:
    """A still of a path that nobody has written yet would show nothing of the learner's."""
    explore(unwritten)._ipython_display_()
    assert "waits for `unwritten`, which is not written yet" in displayed[2]["text/plain"]
    assert "image/png" not in displayed[2]


def test_outside_a_notebook_nothing_is_displayed(
    displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a script a picture is silent."""
    monkeypatch.setattr(bundle, "get_ipython", lambda: None)
    explore(momentum_step)._ipython_display_()
    assert displayed == []
