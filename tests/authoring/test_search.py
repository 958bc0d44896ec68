"""Examples that let an answer through which the hidden tests take marks for are found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from authoring import search
from authoring.build import SOURCE
from authoring.errors import LessonError
from authoring.mistakes import Loaded
from course.checking.data import FILE, read_exercises
from tests.authoring.lessons import all_exercises

LESSON = "05-momentum"
ONE = next(one for one in all_exercises() if one.name == "momentum_step")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the lesson's check data, of which one exercise alone is looked at."""
    monkeypatch.setattr(search, "load", lambda *_: [ONE])
    shutil.copy(SOURCE / LESSON / FILE, tmp_path)
    return tmp_path


def keep(folder: Path, one: Loaded, which: slice) -> None:
    """Leave some of an exercise's examples in the check data."""
    path = folder / FILE
    data = json.loads(path.read_text())
    fields = data["exercises"][one.name]
    fields["examples"] = fields["examples"][which]
    for mistake in fields["mistakes"]:
        mistake["gives"] = mistake["gives"][which]
    path.write_text(json.dumps(data))


def test_lesson_as_it_is_holds_nothing_back(built: Path) -> None:
    search.search(LESSON, built)


def test_too_few_examples_are_refused_with_what_they_let_through(built: Path) -> None:
    """From rest the velocity plays no part, so that dropping it is green."""
    fields = json.loads((built / FILE).read_text())["exercises"][ONE.name]["examples"]
    rest = next(n for n, each in enumerate(fields) if each["label"].startswith("from rest"))
    keep(built, ONE, slice(rest, rest + 1))
    with pytest.raises(LessonError, match="check\\(\\) calls these right") as refused:
        search.search(LESSON, built)
    assert "momentum_step, " in str(refused.value)
    found = list(search.green_and_wrong(ONE, read_exercises(built)[ONE.name]))
    assert all(f"momentum_step, {name}" in str(refused.value) for name in found)


def test_lesson_without_exercises_is_passed_over(tmp_path: Path) -> None:
    search.search("00-start-here", tmp_path)
