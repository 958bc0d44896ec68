"""A learner's folder of lessons, written cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]


def cell(source: str, grade_id: str = "", **tags: Any) -> dict[str, Any]:
    """A code cell; with a grade_id, nbgrader's."""
    metadata = {"nbgrader": {"grade_id": grade_id, **tags}} if grade_id else {}
    return {"cell_type": "code", "metadata": metadata, "source": source}


def answer(name: str, source: str) -> list[dict[str, Any]]:
    """An exercise's two cells, worth 2 points."""
    return [
        cell(source, f"98-{name}-answer", solution=True),
        cell(f"check({name})", f"98-{name}-check", grade=True, points=2),
    ]


def _exercise(name: str, factor: int) -> dict[str, Any]:
    gives = {"value": 3.0 * factor, "raised": None, "changed": False}
    example = {"run": f"{name}(3.0)", "gives": gives}
    return {"parameters": ["x"], "tolerance": 1e-5, "examples": [example], "mistakes": []}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write(cells, lesson)`` makes a lesson with the exercises `double` and `triple`."""

    def write(cells: list[dict[str, Any]], lesson: str = "98-test") -> Path:
        folder = tmp_path / "my-lessons" / lesson
        folder.mkdir(parents=True)
        exercises = {"double": _exercise("double", 2), "triple": _exercise("triple", 3)}
        data = {"format": 1, "lesson": lesson, "exercises": exercises}
        (folder / "checks.json").write_text(json.dumps(data), encoding="utf-8")
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{lesson}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        return folder

    return write
