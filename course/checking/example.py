"""Run one visible example on a learner's answer and note all that came of it."""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checking.plain import Opaque, decode, encode, settle
from course.compare import difference, unchanged
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit

SECONDS = 3.0
"""How long one example may run: a right answer takes milliseconds."""


@dataclass(frozen=True)
class Call:
    """One call of an answer: its arguments as they came and as they were left."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    left: tuple[tuple[Any, ...], dict[str, Any]]

    def given(self, parameters: list[str]) -> dict[str, Any]:
        """Return the arguments, as they came, by the names of the exercise's parameters."""
        return dict(zip(parameters, self.args, strict=False)) | self.kwargs

    def changed(self, parameters: list[str]) -> list[str]:
        """Return the names of the arguments that are not what they were."""
        before, (args, kwargs) = self.given(parameters), self.left
        after = dict(zip(parameters, args, strict=False)) | kwargs
        return [name for name in before if not unchanged(before[name], after[name])]


@dataclass(frozen=True)
class Outcome:
    """What came of an example: a value, or the error that ended it, and which inputs changed."""

    value: Any = None
    raised: str | None = None
    changed: bool = False
    error: BaseException | None = None
    calls: list[Call] = field(default_factory=list, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Write as plain JSON."""
        return {"value": encode(self.value), "raised": self.raised, "changed": self.changed}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Read back what `to_json` wrote."""
        return cls(decode(data["value"]), data["raised"], data["changed"])

    def agrees(self, other: Outcome, tolerance: float) -> bool:
        """Whether `other` ended in the same way, with values equal within the tolerance."""
        if (self.raised, self.changed) != (other.raised, other.changed):
            return False
        if self.raised:
            return True
        if isinstance(self.value, Opaque):
            written = encode(other.value)
            return bool(written == {"is": "object", "of": self.value.name})
        return difference(self.value, other.value, tolerance) is None


def run_example(source: str, name: str, answer: Any, seconds: float = SECONDS) -> Outcome:
    """Run `source`, in which `name` is the answer, and return what came of it.

    Prints and warnings of the answer are kept quiet, so that the card stays readable.
    """
    watch = _Watch(answer)
    namespace = {"np": np, name: watch.wrapped}
    try:
        with quiet(), time_limit(seconds):
            value = settle(evaluate(source, namespace))
    except TimeUp as error:
        return Outcome(raised="TimeUp", error=error)
    except (Exception, SystemExit) as error:
        return Outcome(raised=type(error).__name__, error=error, calls=watch.calls)
    return Outcome(value, changed=watch.saw_change(), calls=watch.calls)


def evaluate(source: str, namespace: dict[str, Any]) -> Any:
    """Run statements and return the value of the last one, an expression."""
    tree = ast.parse(source)
    last = tree.body.pop()
    if not isinstance(last, ast.Expr):
        raise ValueError(f"an example must end in an expression, got: {source!r}")
    exec(compile(tree, "<example>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<example>", "eval"), namespace)


class _Watch:
    """Wraps a function: compares each call's arguments before and after, and gives plain data."""

    def __init__(self, answer: Any) -> None:
        self.calls: list[Call] = []
        is_function = callable(answer) and not inspect.isclass(answer)
        self.wrapped = self._watched(answer) if is_function else answer

    def _watched(self, answer: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(Call(*copy.deepcopy((args, kwargs)), left=(args, kwargs)))
            return settle(answer(*args, **kwargs))

        with contextlib.suppress(AttributeError, TypeError):
            functools.update_wrapper(call, answer)
        return call

    def saw_change(self) -> bool:
        return not all(unchanged((each.args, each.kwargs), each.left) for each in self.calls)
