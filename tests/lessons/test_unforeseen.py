"""What `check` says to wrong answers that nobody foresaw, written by hand as students do."""

from __future__ import annotations

import pytest

from authoring.lesson import lesson_names
from tests.authoring.lessons import loaded
from tests.lessons.unforeseen.corpus import is_known, unforeseen

GREEN: dict[str, str] = {
    "map_laplace_mean__absolute_mean": "No example has readings on both sides of zero whose mean "
    "is beyond the threshold. The hidden tests take marks for it.",
    "nesterov_step__minus_in_place": "theta comes back but for its last bit, and in no example "
    "and no hidden test does that bit change.",
}
"""Wrong answers that `check` calls right, and why; `python -m tests.lessons` tells their losses."""

WITHOUT_WORDS = {
    "01-mle-map": 0, "02-gradient-descent": 0, "03-chain-rule": 0, "04-gd-variants": 0,
    "05-momentum": 0, "06-adam": 0, "07-capstone": 0,
}  # fmt: skip
"""How many answers may meet neither a named hint nor a diagnosis: as measured, never more."""

WITH_FALSE_WORDS = {
    "01-mle-map": 0, "02-gradient-descent": 0, "03-chain-rule": 0, "04-gd-variants": 0,
    "05-momentum": 0, "06-adam": 0, "07-capstone": 0,
}  # fmt: skip
"""How many answers may be told what was judged false of them: as measured, never more."""

LESSONS = [lesson for lesson in lesson_names() if loaded(lesson)]


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answers_are_told_so_in_true_words(lesson: str) -> None:
    """None is called right but those listed; few meet no words, few meet false ones."""
    answers = unforeseen(lesson)
    green = {answer.name for answer in answers if answer.meets == "right"}
    silent = [answer.name for answer in answers if answer.meets == "neither"]
    false = {answer.name: answer.false_words for answer in answers if answer.false_words}
    assert green <= GREEN.keys()
    assert len(silent) <= WITHOUT_WORDS[lesson], silent
    assert len(false) <= WITH_FALSE_WORDS[lesson], false
    for answer in answers:
        for words in answer.unjudged:
            print(f"not judged yet: {answer.name}: {words}")


def test_no_exam_knows_these_answers() -> None:
    """There are at least 300, some for each exercise, each with a line on its error."""
    answers = [answer for lesson in LESSONS for answer in unforeseen(lesson)]
    exercises = [one.name for lesson in LESSONS for one in loaded(lesson)]
    assert len(answers) >= 300
    assert min(sum(a.one.name == name for a in answers) for name in exercises) >= 8
    assert [answer.name for answer in answers if is_known(answer) or not answer.error] == []
