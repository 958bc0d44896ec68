"""Let the hidden tests of every exercise hunt the mutants of its solution."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import FrameType

from authoring.mistakes import Loaded
from authoring.mutants import mutants
from exam import Exam
from tests.authoring.lessons import loaded

WORKERS = 2
SECONDS = 3.0
"""Processor time of one mutant in one property, so that a busy machine kills none; a reference
needs a small part of it."""


class TimeUp(BaseException):
    """A mutant does not come to an end; no `except Exception` of its own may swallow this."""


@dataclass(frozen=True)
class Hunt:
    """One exercise: how many mutants there are, and the names of those that live."""

    lesson: str
    exercise: str
    total: int
    survivors: list[str]

    @property
    def key(self) -> str:
        """The exercise, as `equivalent.py` names it."""
        return f"{self.lesson[:2]}:{self.exercise}"


def hunt_all(lessons: Iterable[str]) -> list[Hunt]:
    """Hunt in all exercises of these lessons, in two processes."""
    places = [(lesson, one.name) for lesson in lessons for one in loaded(lesson)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return list(pool.map(hunt, *zip(*places, strict=True)))


def hunt(lesson: str, exercise: str) -> Hunt:
    """Hunt in one exercise."""
    one = next(one for one in loaded(lesson) if one.name == exercise)
    every = mutants(one.exercise.solution)
    living = [mutant.name for mutant in every if not killed(one, mutant.source)]
    return Hunt(lesson, exercise, len(every), living)


def killed(one: Loaded, source: str) -> bool:
    """Whether this answer loses marks; the first property that fails ends the question."""
    try:
        with _limited():
            learner = one.fresh(source)
    except (Exception, TimeUp):
        return True
    exam = one.exam.of(learner, name=one.name, solution=one.source)
    return any(_fails(exam, test) for test in one.exam.properties().values())


def _fails(exam: Exam, test: Callable[..., None]) -> bool:
    try:
        with _limited():
            return exam.failure(test) is not None
    except TimeUp:
        return True


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
