"""See what a learner's training does while it does it, without changing what it computes."""

from __future__ import annotations

import functools
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from course.counted import counted
from course.network import mlp_gradients
from course.pictures.training.examples import Examples
from course.pictures.training.record import Record, weights
from course.run.time_limit import renew
from course.widget.call import Trouble

LONGEST = 30.0  # seconds for a training, whatever it does in them
TOO_MANY = 2  # times the updates that were asked for


class Watch:
    """Fills a record; ``tell`` is called after each update."""

    def __init__(self, record: Record, data: Examples, tell: Callable[[], None]) -> None:
        self.record, self.data, self.tell = record, data, tell
        self.few = data.some()
        self.loss: float | None = None
        self.late = time.perf_counter() + LONGEST

    def gradients(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """``mlp_gradients`` as it is; its loss is noted."""

        @functools.wraps(inner)
        def watched(*arguments: Any, **named: Any) -> Any:
            answer = inner(*arguments, **named)
            if isinstance(answer, tuple):
                self.loss = float(answer[0])
            return answer

        return watched

    def step(self, inner: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The learner's step as it is; where it leads is noted."""

        @functools.wraps(inner)
        def watched(params: Any, grads: Any, state: Any) -> Any:
            before = weights(f"`train` made `{name}` a step from what it", params)
            if self.record.updates == 0:
                self.record.begin(before, self.data)
            if self.loss is None:  # a loss function that we can't see
                self.loss = mlp_gradients(before, *self.few)[0]
            self.record.losses.append(self.loss)
            self.loss = None
            answer = inner(params, grads, state)
            self._after(name, answer, before)
            return answer

        return watched

    def train(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """``train`` as it is; the step that it is given is watched."""

        @functools.wraps(inner)
        def watched(*arguments: Any, **named: Any) -> Any:
            try:
                given = inspect.signature(inner).bind(*arguments, **named)
                step, size = given.arguments["step"], int(given.arguments["batch_size"])
            except (TypeError, ValueError, KeyError):
                return inner(*arguments, **named)  # which raises what there is to be said
            self.record.restart()
            self.record.every = self.data.updates(size)
            self.record.expected = self.record.every * int(given.arguments.get("epochs", 0))
            given.arguments["step"] = self.step(step, "step")
            return inner(*given.args, **given.kwargs)

        return watched

    def _after(self, name: str, answer: Any, before: Any) -> None:
        if not isinstance(answer, (tuple, list)) or len(answer) != 2:
            got = "None: is the `return` missing?" if answer is None else _kind(answer)
            raise Trouble(f"`{name}` should return (params, state), got {got}")
        record = self.record
        record.after(weights(f"`{name}`", answer[0], before), self.data)
        if record.updates > TOO_MANY * record.expected + 100:
            raise Trouble(
                f"`train` was stopped after {counted(record.updates, 'update')}, where "
                f"{record.expected} were asked for. Does its loop end?"
            )
        if time.perf_counter() > self.late:
            raise Trouble(
                f"`{record.name}` was stopped after {LONGEST:g} seconds, at update "
                f"{record.updates} of {record.expected}. Larger batches make fewer updates, and "
                "fewer hidden units make each one faster."
            )
        renew()
        self.tell()


@contextmanager
def replaced(
    function: Callable[..., Any], name: str, wrap: Callable[[Callable[..., Any]], Any]
) -> Iterator[None]:
    """For a while ``function`` finds under a global ``name`` what ``wrap`` makes of it."""
    names = getattr(function, "__globals__", {})
    before = names.get(name)
    if not callable(before):
        yield
        return
    names[name] = wrap(before)
    try:
        yield
    finally:
        names[name] = before


def _kind(answer: Any) -> str:
    if isinstance(answer, (tuple, list)):
        return f"{counted(len(answer), 'thing')}."
    return f"{type(answer).__name__}."
