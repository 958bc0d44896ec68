"""`python -m tests.lessons [LESSON ...]` prints how well each lesson's exercises are guarded.

For each exercise: of the mistakes that its exam knows, how many `check` names; of the wrong
answers that nobody foresaw (`unforeseen/`), how many meet a named hint, how many a diagnosis, how
many no more than the advice on how to go on, how many not even that, how many `check` calls right,
how many are told something that was judged false, and how many sentences nobody has judged yet.
Each of the last five is listed below the table.

Then the same of wrong answers that a program makes (`made.py`): changes of the reference and pairs
of them, other containers, types and shapes, and errors of all kinds.

For each lesson: of the known mistakes, how many lose marks. Of the mutants: how many are killed,
and how many of those that live are explained. And how long nbval takes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from authoring.build import SOURCE
from authoring.lesson import lesson_names
from authoring.mistakes import Loaded
from course.checking.judge import judge
from course.run.quiet import quiet
from tests.authoring.lessons import check_data, loaded
from tests.lessons.made import meets
from tests.lessons.unforeseen.corpus import Unforeseen, fails, unforeseen
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.hunt import hunt_all

MEETS = ("named", "diagnosis", "advice", "neither", "right")
CARDS = ("mistakes", "named", "unforeseen", *MEETS, "false", "unjudged")
COLUMNS = ("exercises", "mistakes", "lose marks", "mutants", "killed", "equal", "nbval s")
NBVAL = [
    *("-m", "pytest", "-q", "--nbval", "--nbval-cell-timeout=120"),
    *("-p", "no:xdist", "-p", "no:cacheprovider"),
]


def _line(name: str, cells: Iterable[object]) -> None:
    print(f"{name:24}" + "".join(f"{cell:>11}" for cell in cells), flush=True)


def named(one: Loaded) -> int:
    """How many of an exercise's known mistakes get their own hint."""
    given = [(mistake, judge(check_data(one), one.wrong(mistake))) for mistake in one.exam.mistakes]
    return sum(verdict.hint == mistake.hint for mistake, verdict in given)


def cards(one: Loaded, answers: list[Unforeseen]) -> list[int]:
    """How many there are of each column of an exercise's line."""
    meets = Counter(answer.meets for answer in answers)
    false = sum(bool(answer.false_words) for answer in answers)
    unjudged = sum(len(answer.unjudged) for answer in answers)
    known = [len(one.exam.mistakes), named(one), len(answers)]
    return [*known, *(meets[kind] for kind in MEETS), false, unjudged]


def remarks(answer: Unforeseen) -> Iterator[str]:
    """What is to be done about an answer and its card."""
    if answer.meets == "right":
        with quiet():
            lost = fails(answer)
        yield "green, then marks lost: " + "; ".join(lost) if lost else "green, and full marks"
    if answer.meets in ("advice", "neither"):
        yield f"no word beside {answer.verdict.headline!r}"
    yield from (f"false: {words}" for words in answer.false_words)
    yield from (f"not judged yet: {words}" for words in answer.unjudged)


def print_cards(lessons: list[str]) -> None:
    """Print a line for each exercise, their sum, and what is to be done."""
    _line("exercise", CARDS)
    totals = [0] * len(CARDS)
    answers = []
    for one in (one for lesson in lessons for one in loaded(lesson)):
        own = [answer for answer in unforeseen(one.exercise.lesson) if answer.one is one]
        row = cards(one, own)
        _line(one.name, row)
        totals = [total + number for total, number in zip(totals, row, strict=True)]
        answers += own
    _line("all", totals)
    for answer in answers:
        for remark in remarks(answer):
            print(f"\n{answer.name} ({answer.error})\n    {remark}", flush=True)


def print_made(lessons: list[str]) -> None:
    """Print what answers made by a program meet, a line for each exercise, and their sum."""
    print()
    _line("made by a program", ("answers", *MEETS))
    total = Counter[str]()
    for one in (one for lesson in lessons for one in loaded(lesson)):
        found = meets(one)
        total += found
        _line(one.name, (found.total(), *(found[kind] for kind in MEETS)))
    _line("all", (total.total(), *(total[kind] for kind in MEETS)))


def counts(lesson: str) -> list[int]:
    """How many there are of each column of a lesson's line but the last."""
    known = [(one, mistake) for one in loaded(lesson) for mistake in one.exam.mistakes]
    with quiet():  # grading tells which properties hold
        lose = sum(one.earns(one.wrong(mistake)) < 1.0 for one, mistake in known)
    hunts = hunt_all([lesson])
    living = [(hunt, name) for hunt in hunts for name in hunt.survivors]
    equal = sum(name in EQUIVALENT.get(hunt.key, {}) for hunt, name in living)
    total = sum(hunt.total for hunt in hunts)
    return [len(loaded(lesson)), len(known), lose, total, total - len(living), equal]


def nbval(lesson: str) -> str:
    """How many seconds nbval takes, or that it finds a difference."""
    began = time.monotonic()
    ran = subprocess.run([sys.executable, *NBVAL, str(SOURCE / lesson)], capture_output=True)
    return "differs" if ran.returncode else f"{time.monotonic() - began:.0f}"


def print_lessons(lessons: list[str]) -> None:
    """Print a line for each lesson."""
    print()
    _line("lesson", COLUMNS)
    for lesson in lessons:
        _line(lesson, [*counts(lesson), nbval(lesson)])


if __name__ == "__main__":
    chosen = [lesson for lesson in sys.argv[1:] or lesson_names() if loaded(lesson)]
    print_cards(chosen)
    print_made(chosen)
    print_lessons(chosen)
