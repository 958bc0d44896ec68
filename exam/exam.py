"""Hidden tests as properties in words: an exercise earns the share of them that holds.

Each exercise has one subclass of `Exam`, in `exams/` of its lesson. Each method with a docstring
is a property, and the docstring is what a learner reads of it; the same random inputs go to the
learner's answer and to the reference.
"""

from __future__ import annotations

import contextlib
import copy
import zlib
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np

from course.checking.plain import settle
from course.compare import TOLERANCE, difference, unchanged
from course.run.quiet import quiet
from exam.mistake import Mistake

SAFE_ERRORS = (
    "NotImplementedError", "TypeError", "ValueError", "IndexError", "KeyError", "NameError",
    "ZeroDivisionError", "AttributeError", "RecursionError", "OverflowError", "MemoryError",
)  # fmt: skip
"""Errors whose name may be told: the name of a learner's own class could carry inputs out."""


class PropertyFailed(AssertionError):
    """A property does not hold, for a reason that is safe to tell."""


class Exam:
    """Base class of an exercise's hidden tests."""

    tolerance: ClassVar[float] = TOLERANCE
    examples: ClassVar[list[str]] = []
    mistakes: ClassVar[list[Mistake]] = []
    lends: ClassVar[list[str]] = []

    def __init__(self, learner: Any, reference: Any) -> None:
        self.learner = learner
        self.reference = reference

    @classmethod
    def grade(cls, learner: Any, *, name: str, points: float, solution: str) -> float:
        """Print each property in words, and return the points that `learner` earns.

        `solution` is source that defines the reference `name`, and all in `lends`.
        """
        namespace: dict[str, Any] = {"np": np}
        exec(solution, namespace)
        exam = cls(learner, namespace[name])
        with _lent(learner, {lent: namespace[lent] for lent in cls.lends}):
            failures = {words: exam._failure(test) for words, test in cls.properties().items()}
        held = [words for words, failure in failures.items() if failure is None]
        print(f"{name}: {len(held)} of {len(failures)} properties hold")
        for words, failure in failures.items():
            print(f"  ✓ {words}" if failure is None else f"  ✗ {words}{failure}")
        return round(float(points) * len(held) / len(failures), 2)

    @classmethod
    def properties(cls) -> dict[str, Callable[..., None]]:
        """Return the methods that have a docstring, by its words, in the order written."""
        classes = [
            one for one in reversed(cls.__mro__) if issubclass(one, Exam) and one is not Exam
        ]
        methods = [method for one in classes for method in vars(one).values()]
        return {one.__doc__.strip(): one for one in methods if callable(one) and one.__doc__}

    def agree(self, *args: Any, **kwargs: Any) -> Any:
        """Assert that learner and reference return the same on copies of these inputs.

        Returns what the learner's answer returned, an iterator read into a list.
        """
        expected = settle(self.reference(*copy.deepcopy(args), **copy.deepcopy(kwargs)))
        got = settle(self.learner(*copy.deepcopy(args), **copy.deepcopy(kwargs)))
        self.close(got, expected)
        return got

    def unchanged(self, *args: Any, **kwargs: Any) -> None:
        """Assert that the answer is right, and leaves arrays, lists and dicts as they were."""
        self.agree(*args, **kwargs)
        given = copy.deepcopy((args, kwargs))
        settle(self.learner(*given[0], **given[1]))
        if not unchanged((args, kwargs), given):
            raise PropertyFailed("an input was changed")

    def close(self, got: Any, expected: Any, tolerance: float | None = None) -> None:
        """Assert that `got` equals `expected` within the tolerance."""
        problem = difference(expected, got, self.tolerance if tolerance is None else tolerance)
        if problem:
            raise PropertyFailed("" if problem.kind == "value" else _REASONS[problem.kind])

    def _failure(self, test: Callable[..., None]) -> str | None:
        """Run one property; return None when it holds, else a reason that tells no value."""
        rng = np.random.default_rng(zlib.crc32(test.__name__.encode()))
        takes_rng = test.__code__.co_argcount > 1
        try:
            with quiet():
                test(self, rng) if takes_rng else test(self)
        except PropertyFailed as failure:
            return f" ({failure})" if str(failure) else ""
        except AssertionError:
            return ""
        except Exception as error:
            known = type(error).__name__ if type(error).__name__ in SAFE_ERRORS else "an error"
            return f" (it raised {known})"
        return None


_REASONS = {
    "nothing": "it returned None",
    "type": "it returned another kind of value",
    "length": "it returned another number of values",
    "keys": "the keys are not the expected ones",
    "shape": "the shape is not the expected one",
    "nan": "it returned NaN",
}


_NOTHING = object()


@contextlib.contextmanager
def _lent(learner: Any, references: dict[str, Any]) -> Iterator[None]:
    """Let the answer call correct versions of earlier exercises while it is examined."""
    classes = [name for name, lent in references.items() if isinstance(lent, type)]
    if classes:  # the answer may run in another process, which calls back to this one
        raise TypeError(f"`lends` may name functions only, and {', '.join(classes)} is a class")
    namespace = getattr(learner, "__globals__", None)
    if namespace is None or not references:
        yield
        return
    found = {name: namespace.get(name, _NOTHING) for name in references}
    before = {name: value for name, value in found.items() if value is not _NOTHING}
    try:
        namespace.update(references)
        yield
    finally:
        for name in references:
            if name not in before:
                namespace.pop(name, None)
        namespace.update(before)
