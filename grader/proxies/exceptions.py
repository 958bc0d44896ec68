"""Exception classes of our own that stand for a learner's, so that a test's `except` works."""

from __future__ import annotations

import builtins

from grader.rpc.errors import LearnerFailure, may_be_given
from grader.rpc.exports import About


class ExceptionClasses:
    """The classes made so far, by name.

    A class made here has the learner's name, for tests that look at it. The name must not be shown:
    a submission can put what it has seen into it. `errors.builtin_base` has the name to show.
    """

    def __init__(self) -> None:
        self._made: dict[str, type[Exception]] = {}
        self.numbers: dict[type, int] = {}

    def of_class(self, number: int, about: About) -> type[Exception]:
        """A class of our own for the learner's exception class with this number."""
        name = str(about.get("name", "LearnerError"))
        base = getattr(builtins, str(about["failure"]), Exception)
        if not (isinstance(base, type) and issubclass(base, Exception)):
            base = Exception
        ours = self._made.setdefault(name, type(name, (base,), {}))
        self.numbers[ours] = number
        return ours

    def of_error(self, error: Exception) -> Exception:
        """`error` as one of the learner's own exception classes, if it came as one."""
        if isinstance(error, StopIteration | StopAsyncIteration):
            return RuntimeError("the learner's code raised StopIteration")  # it would end a loop
        name = getattr(error, "other_name", "")
        if not getattr(error, "from_other_side", False) or hasattr(builtins, name):
            return error
        ours = self._made.setdefault(name, type(name, (type(error),), {}))
        same = _like(ours, error)
        same.__dict__.update(error.__dict__)
        return same


def _like(ours: type[Exception], error: Exception) -> Exception:
    """An exception of class `ours` with what `error` was made of."""
    if may_be_given(ours, error.args):
        try:
            return ours(*error.args)
        except (TypeError, ValueError, OverflowError):
            pass
    return LearnerFailure(str(error)) if issubclass(ours, UnicodeError) else ours(str(error))
