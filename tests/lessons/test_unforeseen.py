"""What `check` says to wrong answers that nobody foresaw, written by hand as students do."""

from __future__ import annotations

import pytest

from authoring.lesson import lesson_names
from tests.authoring.lessons import loaded
from tests.lessons.unforeseen.corpus import is_known, unforeseen

LESSONS = [lesson for lesson in lesson_names() if unforeseen(lesson)]


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answers_are_told_so_in_true_words(lesson: str) -> None:
    """None is called right, and none meets no words, false ones, or advice alone."""
    answers = unforeseen(lesson)
    green = [answer.name for answer in answers if answer.meets == "right"]
    silent = [answer.name for answer in answers if answer.meets == "neither"]
    advised = [answer.name for answer in answers if answer.meets == "advice"]
    false = {answer.name: answer.false_words for answer in answers if answer.false_words}
    assert green == []
    assert silent == []
    assert advised == []
    assert false == {}
    for answer in answers:
        for words in answer.unjudged:
            print(f"not judged yet: {answer.name}: {words}")


def test_no_exam_knows_these_answers() -> None:
    """There are at least 300, some for each exercise, each with a line on its error."""
    answers = [answer for lesson in LESSONS for answer in unforeseen(lesson)]
    exercises = [one.name for lesson in LESSONS for one in loaded(lesson)]
    names = {answer.name for answer in answers}
    assert len(answers) == len(names) >= 300
    assert min(sum(a.one.name == name for a in answers) for name in exercises) >= 8
    assert [answer.name for answer in answers if is_known(answer) or not answer.error] == []
