"""What a card shows: the piece that is wrong, programs by their label, and hints in stages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import check
from course.checking.card import MARKS
from tests.course.checking.conftest import array, gives

PROGRAM = """batches = list(cut(np.arange(5), 2))
joined = np.concatenate(batches)
sizes = [len(batch) for batch in batches]
{'each number once': list(joined) == list(range(5)), 'small last batch': sizes == [2, 2, 1]}"""
HOLDS = {"is": "dict", "of": [["each number once", True], ["small last batch", True]]}

EXERCISES: dict[str, Any] = {
    "cut": {
        "parameters": ["x", "size"],
        "tolerance": 1e-5,
        "examples": [
            {"label": "when five numbers are cut in twos", "run": PROGRAM, "gives": gives(HOLDS)}
        ],
        "mistakes": [],
    },
    "step": {
        "parameters": ["theta", "grad"],
        "tolerance": 1e-5,
        "results": ["theta", "velocity"],
        "examples": [
            {
                "label": "in motion",
                "run": "step(np.array([1.0, 2.0]), np.array([0.5, 3.0]))",
                "gives": gives({"is": "tuple", "of": [array(0.5, -1.0), array(0.5, 3.0)]}),
            },
            {
                "label": "from rest",
                "run": "step(np.array([1.0]), np.array([0.0]))",
                "gives": gives({"is": "tuple", "of": [array(1.0), array(0.0)]}),
            },
        ],
        "mistakes": [],
    },
    "walk": {
        "parameters": ["steps"],
        "tolerance": 1e-5,
        "results": ["path"],
        "examples": [
            {"run": "walk(3)", "gives": gives({"is": "array", "of": [[0.0], [1.0], [3.0], [7.0]]})}
        ],
        "mistakes": [],
    },
}


@pytest.fixture(autouse=True)
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"format": 1, "lesson": "99-test", "exercises": EXERCISES}
    (tmp_path / "checks.json").write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr("course.checking.stages._said", {})


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], dict[str, str]]:
    """Checks an answer and returns its card, by its forms."""
    cards: list[dict[str, str]] = []
    monkeypatch.setattr("course.checking.card.display", lambda bundle, raw: cards.append(bundle))

    def checked(answer: Callable[..., Any]) -> dict[str, str]:
        check(answer)
        return cards[-1]

    return checked


Shown = Callable[[Callable[..., Any]], dict[str, str]]


def cut(x: Any, size: int) -> Any:
    for start in range(0, len(x) - size + 1, size):
        yield x[start : start + size]


def step(theta: Any, grad: Any) -> Any:
    return theta - 2 * grad, grad


def test_a_program_is_told_by_its_label_and_by_what_does_not_hold(shown: Shown) -> None:
    card = shown(cut)
    text = card["text/plain"]
    assert "this does not hold: each number once" in text
    assert "tried  when five numbers are cut in twos" in text
    assert "not so  each number once, small last batch" in text
    assert "True" not in text.replace("list(joined)", "")
    assert "<details><summary" in card["text/html"] and "np.concatenate" in card["text/html"]


def test_the_result_that_is_wrong_is_shown_alone_and_where_it_begins(shown: Shown) -> None:
    text = shown(step)["text/plain"]
    assert text.startswith("✗ step is not right yet: theta differs.")
    assert "expected  theta = [ 0.5, -1. ]" in text
    assert "you got  theta = [ 0., -4.]" in text
    assert "first  at [0]: 0, not 0.5" in text
    assert "velocity =" not in text


def test_where_it_is_right_is_told_in_the_examples_words(shown: Shown) -> None:
    text = shown(step)["text/plain"]
    assert "The example in motion comes out wrong, the other right." in text
    assert "velocity is right; theta is not." in text


def test_a_paths_first_wrong_step_is_told(shown: Shown) -> None:
    def walk(steps: int) -> Any:
        return np.array([[0.0], [1.0], [2.0], [4.0]])

    text = shown(walk)["text/plain"]
    assert "first  at step 2: [2.], not [3.]" in text


def test_the_same_mistake_a_third_time_gets_a_case_to_work_by_hand(shown: Shown) -> None:
    texts = [shown(step)["text/plain"] for _ in range(3)]
    assert ["by hand" in text for text in texts] == [False, False, True]
    assert "step(np.array([1.0]), np.array([0.0])) is ([1.], [0.])" in texts[2]


def test_another_mistake_in_between_begins_anew(shown: Shown) -> None:
    def other(theta: Any, grad: Any) -> Any:
        return theta + grad, -grad

    other.__name__ = "step"
    texts = [shown(one)["text/plain"] for one in (step, step, other, step)]
    assert not any("by hand" in text for text in texts)


def test_a_card_is_legible_on_light_and_dark_and_read_aloud(shown: Shown) -> None:
    """Its words have the theme's colour, and its sign is not all that tells the status."""
    html = shown(step)["text/html"]
    bar = MARKS["wrong"][1]
    assert html.count(bar) == 1 and f"border-left:4px solid {bar}" in html
    assert 'role="status"' in html and 'scope="row"' in html and "not right yet" in html
    assert "background:#" not in html and "color:#" not in html.replace("solid", "")


def test_none_in_a_result_is_not_told_as_a_missing_return(shown: Shown) -> None:
    def half(theta: Any, grad: Any) -> Any:
        return theta - grad, None

    half.__name__ = "step"
    assert shown(half)["text/plain"].startswith("✗ step is not right yet: velocity is None.")
