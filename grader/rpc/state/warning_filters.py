"""Warning filters and warnings as plain data."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

_MOST = 1_000
_LONGEST = 2_000
_Action = Literal["default", "error", "ignore", "always", "module", "once"]
Filter = tuple[_Action, str, str, str, int]
"""A filter in words: what to do, with messages of which pattern, category, module and line."""


def filters_in_words(filters: Sequence[Any]) -> list[tuple[object, ...]]:
    """Warning filters as plain data, the first to be tried first."""
    return [
        (action, _pattern(message), category_in_words(category), _pattern(module), line)
        for action, message, category, module, line in filters
    ]


def _pattern(compiled: object) -> str:
    return str(getattr(compiled, "pattern", compiled or ""))


def category_in_words(category: type[Warning]) -> str:
    """The name of the nearest category that both sides know."""
    for kind in category.__mro__:
        if known(kind.__name__) is kind:
            return kind.__name__
    return "Warning"


def known(name: str) -> type[Warning] | None:
    """The category of warnings with this name, of Python's or numpy's."""
    kind = getattr(builtins, name, None) or getattr(np.exceptions, name, None)
    return kind if isinstance(kind, type) and issubclass(kind, Warning) else None


def set_filters(filters: Sequence[Filter]) -> None:
    """Set the filters that `filters_in_words` told."""
    warnings.resetwarnings()
    for action, message, category, module, line in reversed(filters):
        warnings.filterwarnings(action, message, known(category) or Warning, module, line)


def warnings_in_words(caught: Sequence[warnings.WarningMessage]) -> list[tuple[str, str]]:
    """Recorded warnings as plain data."""
    return [
        (category_in_words(each.category), str(each.message)[:_LONGEST]) for each in caught[:_MOST]
    ]


def repeat(warned: object) -> None:
    """Warn here of what the learner's code warned of there."""
    for pair in warned if type(warned) is list else ():
        if type(pair) is tuple and [type(part) for part in pair] == [str, str]:
            kind, text = known(pair[0]) or UserWarning, pair[1][:_LONGEST]
            warnings.warn_explicit(text, kind, "<the learner's code>", 1)
