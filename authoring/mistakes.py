"""Load an exercise's exam, its reference and its known mistakes as things that can be run."""

from __future__ import annotations

import inspect
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from authoring.errors import LessonError
from authoring.lesson import Exercise, exercises
from authoring.weave import import_lines, lent, references
from exam import Exam, Mistake


@dataclass(frozen=True, eq=False)
class Loaded:
    """An exercise with its exam class and the source of its reference."""

    exercise: Exercise
    exam: type[Exam]
    source: str

    @property
    def name(self) -> str:
        """The exercise's name."""
        return self.exercise.name

    def fresh(self, source: str = "") -> Any:
        """Run the reference's source, then `source`, and return what the exercise's name holds."""
        namespace: dict[str, Any] = {}
        exec("import numpy as np\n" + self.source + "\n" + source, namespace)
        return namespace[self.name]

    def wrong(self, mistake: Mistake) -> Callable[..., Any]:
        """Return the answer that makes this mistake."""
        answer: Callable[..., Any] = self.fresh(mistaken_source(self.exercise, mistake))
        return answer

    def wrong_twice(self, first: Mistake, second: Mistake) -> Callable[..., Any] | None:
        """Return the answer that makes both mistakes; None where they can't be made at once."""
        swaps = [(old, new) for one in (first, second) for old, new in one.swaps()]
        if first.code or second.code:
            return None
        source = self.exercise.solution
        for old, new in swaps:
            if source.count(old) != 1:
                return None
            source = source.replace(old, new)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # two changes may make odd Python
                answer: Callable[..., Any] = self.fresh(source)
        except SyntaxError:
            return None
        return answer

    def passes(self, answer: Any) -> bool:
        """Whether every property of the hidden tests holds of an answer."""
        exam = self.exam.of(answer, name=self.name, solution=self.source)
        return all(exam.failure(test) is None for test in self.exam.properties().values())

    def arguments(self, args: Any, kwargs: Any) -> list[Any]:
        """Return a call's arguments in the order of the reference's parameters."""
        bound = inspect.signature(self.fresh()).bind(*args, **kwargs)
        bound.apply_defaults()
        return list(bound.arguments.values())

    def earns(self, answer: Any) -> float:
        """Return the share of the points that an answer earns on the hidden tests."""
        return self.exam.grade(answer, name=self.name, points=1.0, solution=self.source)


def load(lesson: str, notebook: NotebookNode) -> list[Loaded]:
    """Load every exercise of a lesson (not yet woven)."""
    found, imports = exercises(lesson, notebook), import_lines(notebook)
    return [
        Loaded(one, _exam(one, lent(one, found)), references(one, found, imports)) for one in found
    ]


def _exam(exercise: Exercise, lends: list[str]) -> type[Exam]:
    """Run an exam's file by itself, and return the class that it defines."""
    file = f"lessons/{exercise.lesson}/exams/{exercise.name}.py"
    namespace: dict[str, Any] = {}
    try:
        exec(compile(exercise.hidden, file, "exec"), namespace)
    except Exception as error:
        raise LessonError(f"{file} can't be run: {type(error).__name__}: {error}") from error
    exam: type[Exam] = namespace[exercise.exam_name]
    exam.lends = lends
    return exam


def mistaken_source(exercise: Exercise, mistake: Mistake) -> str:
    """Return the source of an answer that makes this mistake.

    Raises
    ------
    LessonError
        When a swap's old text does not stand exactly once in the solution.
    """
    if mistake.code:
        return textwrap.dedent(mistake.code)
    source = exercise.solution
    for old, new in mistake.swaps():
        if source.count(old) != 1:
            raise LessonError(
                f"{exercise.lesson}, {exercise.name}, mistake {mistake.name!r}: {old!r} stands "
                f"{source.count(old)} times in the solution, expected once."
            )
        source = source.replace(old, new)
    return source
