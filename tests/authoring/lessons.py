"""Every lesson's exercises, loaded once for the tests in this folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from authoring.build import SOURCE
from authoring.lesson import lesson_names, read_lesson
from authoring.mistakes import Loaded, load
from course.checking.data import Exercise, read_exercises
from exam import Mistake

ALTERNATIVES = Path(__file__).parents[1] / "lessons" / "alternatives"


@cache
def loaded(lesson: str) -> list[Loaded]:
    return load(lesson, read_lesson(lesson))


def all_exercises() -> list[Loaded]:
    return [one for lesson in lesson_names() for one in loaded(lesson)]


def all_mistakes() -> list[tuple[Loaded, Mistake]]:
    return [(one, mistake) for one in all_exercises() for mistake in one.exam.mistakes]


@cache
def check_data(one: Loaded) -> Exercise:
    """What the exercise's check reads, as built: `test_build.py` tells whether that is current."""
    return read_exercises(SOURCE / one.exercise.lesson)[one.name]


def alternatives(one: Loaded) -> dict[str, Callable[..., Any]]:
    """The right answers written in other ways, by style: `<exercise>__<style>`."""
    functions = vars(_alternatives_module(one.exercise.lesson))
    return {
        name.partition("__")[2]: function
        for name, function in functions.items()
        if name.startswith(f"{one.name}__")
    }


@cache
def _alternatives_module(lesson: str) -> ModuleType:
    path = ALTERNATIVES / f"{lesson}.py"
    spec = importlib.util.spec_from_file_location(f"alternatives_{lesson}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
