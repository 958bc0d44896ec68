"""Exception classes of our own that stand for a learner's, so that a test's `except` works."""

from __future__ import annotations

import builtins
from typing import Any

from grader.rpc.errors import LearnerFailure, may_be_given


class ExceptionClasses:
    """The classes made so far, by name.

    A twin has the learner's name for its class, for tests that look at it. It must not be shown:
    a submission can put what it has seen into it. `failures.builtin_base` has the name to show.
    """

    def __init__(self) -> None:
        self._made: dict[str, type[Exception]] = {}
        self.numbers: dict[type, int] = {}

    def of_class(self, number: int, about: dict[str, Any]) -> type[Exception]:
        """A class of our own for the learner's exception class with this number."""
        name = str(about.get("name", "LearnerError"))
        base = getattr(builtins, str(about["failure"]), Exception)
        if not (isinstance(base, type) and issubclass(base, Exception)):
            base = Exception
        twin = self._made.setdefault(name, type(name, (base,), {}))
        self.numbers[twin] = number
        return twin

    def of_error(self, error: Exception) -> Exception:
        """`error` as one of the learner's own exception classes, if it came as one."""
        if isinstance(error, StopIteration | StopAsyncIteration):
            return RuntimeError("the learner's code raised StopIteration")  # it would end a loop
        name = getattr(error, "other_name", "")
        if not getattr(error, "from_other_side", False) or hasattr(builtins, name):
            return error
        twin = self._made.setdefault(name, type(name, (type(error),), {}))
        made = _like(twin, error)
        made.__dict__.update(error.__dict__)
        return made


def _like(twin: type[Exception], error: Exception) -> Exception:
    """An exception of class `twin` with what `error` was made of."""
    if may_be_given(twin, error.args):
        try:
            return twin(*error.args)
        except (TypeError, ValueError, OverflowError):
            pass
    return LearnerFailure(str(error)) if issubclass(twin, UnicodeError) else twin(str(error))
