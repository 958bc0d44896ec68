"""`python -m tests.lessons [LESSON ...]` prints how well each lesson's exercises are guarded.

Of the known mistakes: how many lose marks, and how many get their own hint. Of the mutants: how
many are killed, and how many of those that live are explained. And how long nbval takes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable

from authoring.build import SOURCE
from authoring.lesson import lesson_names
from course.checking.judge import judge
from course.run.quiet import quiet
from tests.authoring.lessons import check_data, loaded
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.hunt import hunt_all

COLUMNS = ("exercises", "mistakes", "lose marks", "named", "mutants", "killed", "equal", "nbval s")
NBVAL = [
    *("-m", "pytest", "-q", "--nbval", "--nbval-cell-timeout=120"),
    *("-p", "no:xdist", "-p", "no:cacheprovider"),
]


def counts(lesson: str) -> list[int]:
    """How many there are of each column but the last."""
    known = [(one, mistake) for one in loaded(lesson) for mistake in one.exam.mistakes]
    with quiet():  # grading tells which properties hold
        lose = sum(one.earns(one.wrong(mistake)) < 1.0 for one, mistake in known)
    hints = [judge(check_data(one), one.wrong(mistake)).hint for one, mistake in known]
    named = sum(hint == mistake.hint for hint, (_, mistake) in zip(hints, known, strict=True))
    hunts = hunt_all([lesson])
    living = [(hunt, name) for hunt in hunts for name in hunt.survivors]
    equal = sum(name in EQUIVALENT.get(hunt.key, {}) for hunt, name in living)
    total = sum(hunt.total for hunt in hunts)
    return [len(loaded(lesson)), len(known), lose, named, total, total - len(living), equal]


def nbval(lesson: str) -> str:
    """How many seconds nbval takes, or that it finds a difference."""
    began = time.monotonic()
    ran = subprocess.run([sys.executable, *NBVAL, str(SOURCE / lesson)], capture_output=True)
    return "differs" if ran.returncode else f"{time.monotonic() - began:.0f}"


def main(lessons: Iterable[str]) -> None:
    """Print a line for each lesson that has exercises."""
    print(f"{'lesson':20}" + "".join(f"{name:>11}" for name in COLUMNS))
    for lesson in lessons:
        if loaded(lesson):
            row = [*counts(lesson), nbval(lesson)]
            print(f"{lesson:20}" + "".join(f"{value:>11}" for value in row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or lesson_names())
