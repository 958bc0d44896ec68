"""Each exercise of each lesson: right answers pass, known mistakes lose marks and are named."""

from __future__ import annotations

from typing import Any

import pytest

from authoring.lesson import lesson_names
from authoring.mistakes import Loaded
from course.checking.data import Mistake
from course.checking.judge import judge
from exam import Mistake as KnownMistake
from tests.authoring.lessons import all_exercises, all_mistakes, alternatives, check_data, loaded

EXERCISES = [pytest.param(one, id=f"{one.exercise.lesson}:{one.name}") for one in all_exercises()]
MISTAKES = [
    pytest.param(one, mistake, id=f"{one.exercise.lesson}:{one.name}:{mistake.name}")
    for one, mistake in all_mistakes()
]
ALTERNATIVES = [
    pytest.param(one, answer, id=f"{one.exercise.lesson}:{one.name}:{style}")
    for one in all_exercises()
    for style, answer in alternatives(one).items()
]


def test_there_are_lessons_to_test() -> None:
    assert EXERCISES and MISTAKES and ALTERNATIVES


@pytest.mark.parametrize("one", EXERCISES)
def test_the_reference_holds_every_property_and_passes_its_check(one: Loaded) -> None:
    assert one.earns(one.fresh()) == 1.0
    assert judge(check_data(one), one.fresh()).status == "right"


@pytest.mark.parametrize("one", EXERCISES)
@pytest.mark.parametrize("kind", ["unwritten", "returns nothing", "gives its arguments back"])
def test_an_empty_answer_earns_nothing(one: Loaded, kind: str) -> None:
    def empty(*args: Any, **kwargs: Any) -> Any:
        if kind == "unwritten":
            raise NotImplementedError
        given = (*args, *kwargs.values())
        return given[:2] if kind == "gives its arguments back" else None

    assert one.earns(empty) == 0.0


@pytest.mark.parametrize(("one", "mistake"), MISTAKES)
def test_a_known_mistake_loses_marks(one: Loaded, mistake: KnownMistake) -> None:
    assert one.earns(one.wrong(mistake)) < 1.0


@pytest.mark.parametrize(("one", "mistake"), MISTAKES)
def test_a_known_mistake_gets_its_own_hint(one: Loaded, mistake: KnownMistake) -> None:
    verdict = judge(check_data(one), one.wrong(mistake))
    assert (verdict.status, verdict.hint) == ("wrong", mistake.hint)


@pytest.mark.parametrize("one", EXERCISES)
def test_at_least_six_mistakes_are_known_and_each_has_its_own_hint(one: Loaded) -> None:
    hints = {mistake.hint for mistake in one.exam.mistakes}
    assert len(hints) == len(one.exam.mistakes) >= 6


@pytest.mark.parametrize("one", EXERCISES)
def test_an_exercise_has_six_other_right_answers(one: Loaded) -> None:
    assert len(alternatives(one)) >= 6


@pytest.mark.parametrize(("one", "answer"), ALTERNATIVES)
def test_a_right_answer_passes_however_it_is_written(one: Loaded, answer: Any) -> None:
    assert one.earns(answer) == 1.0
    assert judge(check_data(one), answer).status == "right"


@pytest.mark.parametrize("one", EXERCISES)
def test_a_mistake_in_one_exercise_costs_no_other_a_mark(one: Loaded) -> None:
    lesson = loaded(one.exercise.lesson)
    answers: dict[str, Any] = {}
    exec("import numpy as np", answers)
    for other in lesson:
        exec(other.source, answers)
    exec(f"def {one.name}(*args, **kwargs): return None", answers)
    marks = {other.name: other.earns(answers[other.name]) for other in lesson}
    assert marks == {other.name: float(other is not one) for other in lesson}


@pytest.mark.parametrize("lesson", lesson_names())
def test_grade_ids_are_derived_from_lesson_and_exercise(lesson: str) -> None:
    number = lesson.partition("-")[0]
    for one in loaded(lesson):
        ids = [
            cell.metadata["nbgrader"]["grade_id"]
            for cell in (one.exercise.answer, one.exercise.check)
        ]
        assert ids == [f"{number}-{one.name}-answer", f"{number}-{one.name}-check"]


def test_hints_of_the_check_data_are_those_of_the_lesson() -> None:
    for one in all_exercises():
        baked: list[Mistake] = check_data(one).mistakes
        assert [mistake.hint for mistake in baked] == [
            mistake.hint for mistake in one.exam.mistakes
        ]
