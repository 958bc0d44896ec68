"""A picture saved as a page of its own holds every answer that it can give."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import explore, graph, noise_ball, posterior, surfaces
from course.widget import page
from tests.course.pictures.graph.values import Value
from tests.course.pictures.noise_ball.functions import noise_floor, sgd_epoch


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def map_linear(X, y, sigma2, tau2):
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(2), X.T @ y)


def product(a, b):
    return a * b


PICTURES: dict[str, Callable[[], Any]] = {
    "explore": lambda: explore(momentum_step, lr=0.037, steps=20),
    "swarm": lambda: explore(momentum_step, surfaces.himmelblau, swarm=50, steps=20),
    "graph": lambda: graph(product, a=Value(2.0), b=Value(-3.0)),
    "posterior": lambda: posterior(map_linear, tau=0.61),
    "noise_ball": lambda: noise_ball(sgd_epoch, noise_floor),
}


def saved(file: Path) -> dict[str, Any]:
    """What the page holds."""
    text = file.read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/json" id="saved">(.*)</script>', text)
    return json.loads(found)


def opened(held: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with the bytes that it names."""
    blobs = [base64.b64decode(each) for each in held["blobs"]]
    return {
        name: blobs[each["blob"]] if isinstance(each, dict) and "blob" in each else each
        for name, each in answer.items()
    }


@pytest.mark.parametrize("kind", PICTURES)
def test_page_holds_an_answer_for_each_combination(kind: str, tmp_path: Path) -> None:
    """Each is what the picture shows at those values; the present values are there."""
    picture = PICTURES[kind]()
    home = dict(picture.values)
    held = saved(picture.save(tmp_path / "picture.html"))
    positions = {c["name"]: c["positions"] for c in held["scene"]["controls"]}
    told = [tuple(answer["state"]["values"].values()) for answer in held["answers"]]
    assert told == list(itertools.product(*positions.values()))
    assert held["answers"][held["home"]]["state"]["values"] == home
    assert all(len(values) >= page.FEWEST for values in positions.values())
    for i in (0, len(told) // 3, len(told) - 1):
        answer = opened(held, held["answers"][i])
        picture.move(**answer["state"]["values"])
        state = json.loads(json.dumps({**picture.state, "seq": 0}))
        assert answer["state"] == state and answer["numbers"] == picture.numbers


@pytest.mark.parametrize("kind", PICTURES)
def test_saving_does_not_move_the_picture(kind: str, tmp_path: Path) -> None:
    """What it shows, says and draws as a still is what it was."""
    picture = PICTURES[kind]()
    before = dict(picture.values), picture.message, picture.still(), picture.numbers
    picture.save(tmp_path / "picture.html")
    assert (dict(picture.values), picture.message, picture.still(), picture.numbers) == before


@pytest.mark.parametrize("kind", PICTURES)
def test_page_is_bounded_and_asks_for_nothing(kind: str, tmp_path: Path) -> None:
    """A few megabytes whatever the picture; no address in it."""
    file = PICTURES[kind]().save(tmp_path / "picture.html")
    assert file.stat().st_size < 3_000_000
    assert not re.search(r"https?://", file.read_text(encoding="utf-8"))


def test_long_runs_are_bounded(tmp_path: Path) -> None:
    """Fewer positions where an answer is large."""
    for surface in (surfaces.noisy, surfaces.rosenbrock):
        file = explore(momentum_step, surface, steps=200).save(tmp_path / "picture.html")
        assert file.stat().st_size < 3_000_000


@pytest.mark.parametrize("kind", PICTURES)
def test_still_is_saved_by_its_name(kind: str, tmp_path: Path) -> None:
    """A name that ends in .png gets the still."""
    picture = PICTURES[kind]()
    assert picture.save(tmp_path / "picture.png").read_bytes() == picture.still()


def test_slow_function_is_given_up_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than for an hour, saving goes on for its patience only."""
    monkeypatch.setattr(page, "PATIENCE", 0.0)
    with pytest.raises(TimeoutError, match=r"saving was given up .* fewer steps"):
        explore(momentum_step).save(tmp_path / "picture.html")
