"""A lesson folder with hand-written check data, independent of the build that makes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def gives(value: Any, raised: str | None = None, changed: bool = False) -> dict[str, Any]:
    return {"value": value, "raised": raised, "changed": changed}


def array(*numbers: float) -> dict[str, Any]:
    return {"is": "array", "of": list(numbers)}


EXERCISES = {
    "double": {
        "parameters": ["x"],
        "tolerance": 1e-5,
        "examples": [
            {"run": "double(np.array([1.0, 2.0]))", "gives": gives(array(2, 4))},
            {"run": "double(x=np.array([3.0, 0.5]))", "gives": gives(array(6, 1))},
        ],
        "mistakes": [
            {
                "hint": "Squaring is not doubling.",
                "gives": [gives(array(1, 4)), gives(array(9, 0.25))],
            },
            {
                "hint": "Leave x as it was.",
                "gives": [gives(array(2, 4), changed=True), gives(array(6, 1), changed=True)],
            },
        ],
    },
    "quadruple": {
        "parameters": ["x"],
        "tolerance": 1e-5,
        "examples": [{"run": "quadruple(np.array([1.0, 2.0]))", "gives": gives(array(4, 8))}],
        "mistakes": [],
    },
    "countdown": {
        "parameters": ["n"],
        "tolerance": 1e-5,
        "examples": [{"run": "countdown(3)", "gives": gives({"is": "list", "of": [3, 2, 1]})}],
        "mistakes": [],
    },
    "Counter": {
        "parameters": ["start"],
        "tolerance": 1e-5,
        "examples": [
            {"run": "counter = Counter(2)\ncounter.up()\ncounter.value", "gives": gives(3)}
        ],
        "mistakes": [],
    },
    "best_lr": {
        "parameters": None,
        "tolerance": 1e-5,
        "examples": [{"run": "best_lr", "gives": gives(0.25)}],
        "mistakes": [{"hint": "Half of it is enough.", "gives": [gives(0.5)]}],
    },
}


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lesson folder, which is also the current one."""
    data = {"format": 1, "lesson": "99-test", "exercises": EXERCISES}
    (tmp_path / "checks.json").write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Returns the text of the last card that was shown."""
    shown: list[dict[str, str]] = []
    monkeypatch.setattr("course.checking.card.display", lambda bundle, raw: shown.append(bundle))
    return lambda: shown[-1]["text/plain"]
