"""A picture saved as a page of its own holds every answer that it can give."""

from __future__ import annotations

import base64
import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import explore, surfaces
from course.explore import page


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def saved(file: Path) -> dict[str, Any]:
    """What the page holds."""
    text = file.read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/json" id="saved">(.*)</script>', text)
    return json.loads(found)


def test_page_holds_an_answer_for_each_combination(tmp_path: Path) -> None:
    """Each has the path that the picture shows at those values; the present values are there."""
    picture = explore(momentum_step, lr=0.037, steps=20)
    held = saved(picture.save(tmp_path / "picture.html"))
    positions = {c["name"]: c["positions"] for c in held["scene"]["controls"]}
    assert len(held["states"]) == np.prod([len(values) for values in positions.values()])
    assert 0.037 in positions["lr"]
    lines = np.frombuffer(base64.b64decode(held["lines"]), "<f4")
    ends = np.cumsum(held["sizes"]) // 4
    told = [tuple(state["values"].values()) for state in held["states"]]
    assert told == list(itertools.product(*positions.values()))
    for i in (0, 100, len(told) - 1):
        picture.move(**held["states"][i]["values"])
        mine = lines[ends[i] - held["sizes"][i] // 4 : ends[i]]
        np.testing.assert_array_equal(mine.tobytes(), picture.lines)


def test_page_is_bounded_and_asks_for_nothing(tmp_path: Path) -> None:
    """About a megabyte whatever the picture; no address in it."""
    for surface in (surfaces.ravine, surfaces.noisy, surfaces.rosenbrock):
        file = explore(momentum_step, surface, steps=200).save(tmp_path / "picture.html")
        assert file.stat().st_size < 3_000_000
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org", "")
        assert not re.search(r"https?://|^import\b", text, re.MULTILINE)


def test_slow_function_is_given_up_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than for an hour, saving goes on for its patience only."""
    monkeypatch.setattr(page, "PATIENCE", 0.0)
    with pytest.raises(TimeoutError, match=r"saving was given up .* fewer steps"):
        explore(momentum_step).save(tmp_path / "picture.html")
