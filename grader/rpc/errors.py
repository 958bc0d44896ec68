"""Exceptions across the line: a built-in type, a message and plain data, never an object."""

from __future__ import annotations

import builtins

from grader.limits import Limits
from grader.rpc.codec import WireError, encode

_LONGEST = 2_000
_MOST_CONTENT = 1 << 16
_MOST_ATTRIBUTES = 100
_OURS = frozenset({"for_learner", "from_other_side", "other_name"})
"""Attributes that decide here what is said of an exception."""
_SMALL = Limits(message_bytes=_MOST_CONTENT)


class LearnerFailure(Exception):
    """An exception of the learner's that has no built-in type to come back as."""


def builtin_base(kind: type[BaseException]) -> str:
    """The nearest built-in class of an exception class, by name."""
    for base in kind.__mro__:
        if base.__module__ == "builtins" and getattr(builtins, base.__name__, None) is base:
            return str(base.__name__)
    return "Exception"


def describe_failure(error: BaseException) -> dict[str, object]:
    """An exception as plain data."""
    try:
        message = str(error)[:_LONGEST]
    except Exception:
        message = "(its message could not be made)"
    about: dict[str, object] = {
        "base": builtin_base(type(error)),
        "name": str(getattr(type(error), "__name__", "Exception"))[:100],
        "message": message,
    }
    args = error.args
    if isinstance(error, OSError) and len(args) == 2 and error.filename is not None:
        args = (*args, error.filename)
    if _is_plain(args):
        about["args"] = args
    own = {
        name: value
        for name, value in getattr(error, "__dict__", {}).items()
        if type(name) is str and not name.startswith("_") and _is_plain(value)
    }
    if own and len(own) <= _MOST_ATTRIBUTES and _is_plain(own):
        about["attributes"] = own
    return about


def _is_plain(value: object) -> bool:
    try:
        encode(value, _SMALL)
    except WireError:
        return False
    return True


def rebuild_failure(about: object) -> Exception:
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
    error = _made(about["base"], about["message"][:_LONGEST], about.get("args"))
    give_attributes(error, about.get("attributes"))
    error.__dict__.update(from_other_side=True, other_name=about["name"])
    return error


def _made(base: str, message: str, args: object) -> Exception:
    kind = getattr(builtins, base, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        return LearnerFailure(message)
    for given in (args, (message,)):
        if type(given) is tuple and may_be_given(kind, given):
            try:
                return kind(*given)
            except (TypeError, ValueError, OverflowError):
                continue
    return UnicodeError(message) if issubclass(kind, UnicodeError) else LearnerFailure(message)


def may_be_given(kind: type[Exception], args: tuple[object, ...]) -> bool:
    """Whether an exception of this class may be made of these; some index by what they get."""
    if kind is UnicodeError or not issubclass(kind, UnicodeError):
        return True
    place = args[1:4] if kind is not UnicodeTranslateError else args[0:3]
    if len(place) != 3:
        return False
    text, start, end = place
    if not (type(text) is str or type(text) is bytes):
        return False
    return type(start) is int and type(end) is int and 0 <= start < end <= len(text)


def give_attributes(error: Exception, attributes: object) -> None:
    """Let `error` have the attributes that the other side's had, as far as they are data only."""
    if type(attributes) is not dict or len(attributes) > _MOST_ATTRIBUTES:
        return
    for name, value in attributes.items():
        public = type(name) is str and name.isidentifier() and not name.startswith("_")
        if public and name not in _OURS and not hasattr(type(error), name):
            error.__dict__[name] = value
