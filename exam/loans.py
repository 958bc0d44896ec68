"""Correct versions of other exercises, lent to an answer for as long as one call of it lasts."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

_NOTHING = object()


class LoanOver(RuntimeError):
    """A function that was lent for one call is called outside it."""


class Loans:
    """References that stand in an answer's global names while the answer is called.

    An answer that keeps one gets nothing from it later: it raises `LoanOver`.

    Parameters
    ----------
    names : mapping
        The answer's global names; they may be those of another process.
    references : dict
        The functions to lend, by name.
    """

    def __init__(
        self, names: MutableMapping[str, Any], references: dict[str, Callable[..., Any]]
    ) -> None:
        classes = [name for name, lent in references.items() if isinstance(lent, type)]
        if classes:  # the answer may run in another process, which calls back to this one
            raise TypeError(f"`lends` may name functions only, and {', '.join(classes)} is a class")
        self._names = names
        self._calls = 0
        self._lent = {name: self._on_loan(function) for name, function in references.items()}
        found = {name: names.get(name, _NOTHING) for name in references}
        self._before = {name: value for name, value in found.items() if value is not _NOTHING}

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Lend in this block, and put the answer's own names back after it."""
        if not self._lent or self._calls:
            yield
            return
        self._names.update(self._lent)
        self._calls += 1
        try:
            yield
        finally:
            self._calls -= 1
            for name in self._lent.keys() - self._before.keys():
                self._names.pop(name, None)
            self._names.update(self._before)

    def _on_loan(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def lent(*args: Any, **kwargs: Any) -> Any:
            if not self._calls:
                raise LoanOver(f"{function.__name__} was lent for one call, which is over")
            return function(*args, **kwargs)

        return lent
