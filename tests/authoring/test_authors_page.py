"""The lesson that docs/authors.md adds step by step is as good as the page says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from authoring.bake import bake_exercise
from authoring.build import draft
from authoring.lesson import ROOT, lesson_file, read_lesson
from authoring.mistakes import Loaded, load
from authoring.mutants import mutants
from course.checking.data import exercise_from_json
from course.checking.judge import judge
from tests.mutation.hunt import killed

LESSON = "08-newton"
PAGE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
ADDING = PAGE[PAGE.index("## Add a lesson") :]
WRITTEN, EXAM, OTHERS, BOX, ARROWS = re.findall(r"```python\n(.*?)```", ADDING, re.DOTALL)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The page's exercise, from a folder of lessons of its own."""
    lessons = tmp_path_factory.mktemp("lessons")
    (lessons / LESSON / "exams").mkdir(parents=True)
    (lessons / LESSON / "lesson.py").write_text(WRITTEN, encoding="utf-8")
    (lessons / LESSON / "exams" / "newton_step.py").write_text(EXAM, encoding="utf-8")
    _, data = draft(LESSON, lessons)
    assert "newton_step" in data
    (one,) = load(LESSON, read_lesson(LESSON, lessons))
    return one


def test_its_mistakes_lose_marks_and_each_gets_its_hint(one: Loaded) -> None:
    assert len(one.exam.mistakes) >= 6
    data = exercise_from_json(one.name, json.loads(json.dumps(bake_exercise(one))))
    for mistake in one.exam.mistakes:
        assert one.earns(one.wrong(mistake)) < 1.0
        assert judge(data, one.wrong(mistake)).hint == mistake.hint


def test_its_other_answers_are_right(one: Loaded) -> None:
    answers: dict[str, Any] = {}
    exec(OTHERS, answers)
    others = [answer for name, answer in answers.items() if name.startswith(f"{one.name}__")]
    assert len(others) >= 6
    assert [one.earns(answer) for answer in others] == [1.0] * len(others)


def test_its_mutants_die(one: Loaded) -> None:
    every = mutants(one.exercise.solution)
    assert every and [each.name for each in every if not killed(one, each.source)] == []


def test_its_place_on_the_map_fits_the_map() -> None:
    start_here = lesson_file("00-start-here").read_text(encoding="utf-8")
    assert re.fullmatch(r' {4}"08 \w+": \(\d, \d\),\n', BOX)
    assert ARROWS.replace(', "02 08"', "") in start_here
