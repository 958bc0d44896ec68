"""Hidden tests as properties in words: an exercise earns the share of them that holds.

Each exercise has one subclass of `Exam`, in `exams/` of its lesson. Each method with a docstring
is a property, and the docstring is what a learner reads of it; the same random inputs go to the
learner's answer and to the reference.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from course.checking.plain import settle
from course.compare import TOLERANCE, as_numbers, difference, numbers_in
from course.run.quiet import quiet
from exam.answer import Answer
from exam.loans import Loans
from exam.mistake import Mistake

SAFE_ERRORS = (
    "NotImplementedError", "TypeError", "ValueError", "IndexError", "KeyError", "NameError",
    "ZeroDivisionError", "AttributeError", "RecursionError", "OverflowError", "MemoryError",
)  # fmt: skip
"""Errors whose name may be told: the name of a learner's own class could carry inputs out."""


class PropertyFailed(AssertionError):
    """A property does not hold, for a reason that is safe to tell."""


class Exam:
    """Base class of an exercise's hidden tests.

    `examples` are what `check` calls, each by a label in words that follows "the example": "from
    rest", "when the last batch is smaller". `results` are the names of what the exercise returns;
    `slow` is what to say of an answer that does not come back in time, though it would end.
    """

    tolerance: ClassVar[float] = TOLERANCE
    examples: ClassVar[dict[str, str] | list[str]] = []
    results: ClassVar[list[str]] = []
    slow: ClassVar[str] = ""
    mistakes: ClassVar[list[Mistake]] = []
    lends: ClassVar[list[str]] = []

    def __init__(
        self, learner: Any, reference: Any, lent: dict[str, Callable[..., Any]] | None = None
    ) -> None:
        names = getattr(learner, "__globals__", None)
        self.learner = Answer(learner, None if names is None else Loans(names, lent or {}))
        self.reference = Answer(reference)
        self._expected: list[np.ndarray] = []

    @classmethod
    def of(cls, learner: Any, *, name: str, solution: str) -> Exam:
        """Return this exam of `learner`.

        `solution` is source that defines the reference `name`, and all in `lends`.
        """
        if name in cls.lends:
            raise ValueError(f"`lends` of {cls.__name__} holds {name}, which is what it examines")
        namespace: dict[str, Any] = {"np": np}
        exec(solution, namespace)
        return cls(learner, namespace[name], {lent: namespace[lent] for lent in cls.lends})

    @classmethod
    def labelled(cls) -> list[tuple[str, str]]:
        """Return each example's label ("" where it has none) and source."""
        if isinstance(cls.examples, dict):
            return list(cls.examples.items())
        return [("", source) for source in cls.examples]

    @classmethod
    def grade(cls, learner: Any, *, name: str, points: float, solution: str) -> float:
        """Print each property in words, and return the points that `learner` earns."""
        exam = cls.of(learner, name=name, solution=solution)
        failures = {words: exam.failure(test) for words, test in cls.properties().items()}
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
        """Assert that learner and reference return the same on these inputs.

        Returns what the learner's answer returned, as plain data.
        """
        expected = self.reference(*args, **kwargs)
        got = self.learner(*args, **kwargs)
        self.close(got, expected)
        return got

    def unchanged(self, *args: Any, **kwargs: Any) -> None:
        """Assert that the answer is right, and leaves arrays, lists and dicts as they were."""
        self.agree(*args, **kwargs)
        self.kept()

    def kept(self) -> None:
        """Assert that no call of the answer in this property has changed what it was given."""
        if self.learner.changed:
            raise PropertyFailed("an input was changed")

    def close(self, got: Any, expected: Any, tolerance: float | None = None) -> None:
        """Assert that `got` is what is expected: finite, and equal within the tolerance.

        `expected` comes from the reference or from the test itself, never from the learner's
        answer: a property holds only if something right that depends on the inputs came of it.
        """
        self.alike(got, expected, tolerance)
        self._expected.append(numbers_in(expected))

    def alike(self, got: Any, other: Any, tolerance: float | None = None) -> None:
        """Assert that two values that came of the learner's answer are finite and equal."""
        other = settle(other)
        if not np.isfinite(numbers_in(other)).all():
            raise PropertyFailed("it returned NaN or infinity")
        problem = difference(other, got, self.tolerance if tolerance is None else tolerance)
        if problem:
            raise PropertyFailed("" if problem.kind == "value" else _REASONS[problem.kind])

    def at_least(self, measured: float, bound: float) -> None:
        """Assert that what was measured on a result reaches `bound`, which no empty one would."""
        if not measured >= bound:
            raise PropertyFailed
        self._expected.append(np.array([bound]))

    def numbers(self, history: Any) -> list[float]:
        """Return a row of numbers as floats; assert that it is one."""
        array = as_numbers(history)
        if array is None or array.ndim != 1 or array.dtype.kind == "c":
            raise PropertyFailed("it is not a row of numbers")
        return [float(number) for number in array]

    def failure(self, test: Callable[..., None]) -> str | None:
        """Run one property; return None when it holds, else a reason that tells no value."""
        rng = np.random.default_rng(zlib.crc32(test.__name__.encode()))
        takes_rng = test.__code__.co_argcount > 1
        self.learner.changed, self._expected = False, []
        try:
            with quiet():
                test(self, rng) if takes_rng else test(self)
        except PropertyFailed as failure:
            return f" ({failure})" if str(failure) else ""
        except AssertionError:
            return ""
        except Exception as error:
            if told := getattr(error, "for_learner", ""):  # the grader's own, of a call's time
                return f" ({told})"
            known = type(error).__name__ if type(error).__name__ in SAFE_ERRORS else "an error"
            return f" (it raised {known})"
        return None if _tells(self._expected) else " (nothing in it depends on the inputs)"


def _tells(expected: list[np.ndarray]) -> bool:
    """Whether equality proves anything: these are not all 0, not all 1 and not all −1."""
    numbers = np.concatenate([np.zeros(0), *expected])
    return bool(np.ptp(numbers) > 0 or abs(numbers[0]) not in (0.0, 1.0)) if numbers.size else False


_REASONS = {
    "nothing": "it returned None",
    "type": "it returned another kind of value",
    "length": "it returned another number of values",
    "keys": "the keys are not the expected ones",
    "shape": "the shape is not the expected one",
    "nan": "it returned NaN",
}
