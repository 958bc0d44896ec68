"""Exceptions across the line: a built-in type and a message, never an object."""

from __future__ import annotations

import builtins
from typing import Any

from .wire_terms import WireError

_LONGEST = 2_000
_NEEDS_MORE_ARGUMENTS = (UnicodeError, OSError, SystemExit)


class LearnerFailure(Exception):
    """An exception of the learner's that has no built-in type to come back as."""


def builtin_base(kind: type[BaseException]) -> str:
    """The nearest built-in class of an exception class, by name."""
    for base in kind.__mro__:
        if base.__module__ == "builtins" and getattr(builtins, base.__name__, None) is base:
            return str(base.__name__)
    return "Exception"


def describe_failure(error: BaseException) -> dict[str, Any]:
    """An exception as plain data."""
    try:
        message = str(error)[:_LONGEST]
    except Exception:
        message = "(its message could not be made)"
    return {
        "base": builtin_base(type(error)),
        "name": str(getattr(type(error), "__name__", "Exception"))[:100],
        "message": message,
    }


def rebuild_failure(about: Any) -> Exception:
    """An exception of our own from the other side's description, marked as coming from there.

    Raises
    ------
    WireError
        When the description is malformed.
    """
    if type(about) is not dict or not all(
        type(about.get(key)) is str for key in ("base", "name", "message")
    ):
        raise WireError("an exception came in no known form")
    message = about["message"][:_LONGEST]
    kind = getattr(builtins, about["base"], None)
    usable = isinstance(kind, type) and issubclass(kind, Exception)
    # mypy does not follow `usable` back to `kind`
    if not usable or issubclass(kind, _NEEDS_MORE_ARGUMENTS):  # type: ignore[arg-type]
        kind = UnicodeError if about["base"].startswith("Unicode") else None
    try:
        error: Exception = LearnerFailure(message) if kind is None else kind(message)
    except TypeError:
        error = LearnerFailure(message)
    # an exception takes any attribute, and its stub names none
    error.from_other_side = True  # type: ignore[attr-defined]
    error.other_name = about["name"]  # type: ignore[attr-defined]
    return error
