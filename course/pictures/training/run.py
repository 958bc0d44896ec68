"""Run a learner's training under watch, so that no mistake of theirs can stop the picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.counted import counted
from course.pictures.training.examples import Examples
from course.pictures.training.record import KEYS, Record, flat, weights
from course.pictures.training.watch import Watch, replaced
from course.pictures.training.words import called, listed
from course.run.descend import name_of
from course.surfaces.surface import Array
from course.widget.call import Trouble, call, numbers
from course.widget.numbers import number

MOST = 6  # curves that can still be told apart
PATIENCE = 10.0  # seconds without an update


@dataclass(frozen=True)
class Course:
    """What is to be trained, and how."""

    train: Callable[..., Any]
    params: Any
    steps: Any
    epochs: int
    batch_size: int
    seed: int

    def __post_init__(self) -> None:
        if (self.params is None) != (self.steps is None):
            raise ValueError("give `train` with params and steps, or a run of your own alone")
        if self.epochs < 1 or self.batch_size < 1:
            raise ValueError("`epochs` and `batch_size` are whole numbers from 1 on")
        if not self.alone and not 1 <= len(self.named) <= MOST:
            raise ValueError(f"a race has 1 to {MOST} steps, got {len(self.named)}")

    @property
    def alone(self) -> bool:
        """Whether it is a run that brings its own weights and steps."""
        return self.params is None

    @property
    def named(self) -> dict[str, Callable[..., Any]]:
        """The steps by name."""
        return {called(self.steps): self.steps} if callable(self.steps) else dict(self.steps)

    @property
    def name(self) -> str:
        """The function that is run."""
        return name_of(self.train)

    @property
    def about(self) -> str:
        """How it is run."""
        if self.alone:
            return f"on the digits: {counted(self.epochs, 'epoch')}"
        how = f"{counted(self.epochs, 'epoch')} in batches of {self.batch_size}"
        return f"with {listed(list(self.named))}: {how}"

    def records(self, data: Examples) -> list[Record]:
        """An empty record for each training."""
        every = data.updates(self.batch_size)
        if self.alone:
            return [Record(self.name, None, every, every * self.epochs)]
        return [Record(name, s, every, every * self.epochs) for name, s in self.named.items()]


def train_once(course: Course, record: Record, data: Examples, tell: Callable[[], None]) -> None:
    """Train once and fill the record; what goes wrong is its trouble."""
    watch = Watch(record, data, tell)
    try:
        with ExitStack() as stack:
            stack.enter_context(replaced(course.train, "mlp_gradients", watch.gradients))
            if course.alone:
                stack.enter_context(replaced(course.train, "train", watch.train))
            answer = _called(course, record, data, watch)
        _take(course.name, answer, record, data)
    except Trouble as trouble:
        record.trouble = trouble


def _called(course: Course, record: Record, data: Examples, watch: Watch) -> Any:
    """What the learner's function returns; it gets copies to do with as it likes."""
    X, labels, rng = data.X.copy(), data.labels.copy(), np.random.default_rng(course.seed)
    if record.step is None:
        return call(course.train, X, labels, course.epochs, rng, patience=PATIENCE)
    start = {name: np.array(value) for name, value in course.params.items()}
    step = watch.step(record.step, called(record.step))
    given = (start, X, labels, step, course.epochs, course.batch_size, rng)
    return call(course.train, *given, patience=PATIENCE)


def _take(name: str, answer: Any, record: Record, data: Examples) -> None:
    """Compare what was returned with what was seen, and end the record with it."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        got = "None: is the `return` missing?" if answer is None else f"{type(answer).__name__}."
        raise Trouble(f"`{name}` should return (params, history), got {got}")
    params = weights(f"`{name}`", answer[0])
    history = _history(name, answer[1])
    if not record.path:  # nothing was seen on the way
        record.losses = history.tolist()
        record.every = max(1, len(history) // max(1, record.expected // record.every))
        record.path, record.stride = [flat(params)], max(1, len(history))
        record.notes.append(f"`{name}` did not call `train`, so it was seen only at its end.")
    elif len(history) != record.updates:
        record.notes.append(
            f"The history that `{name}` returned has {counted(len(history), 'number')} "
            f"for {counted(record.updates, 'update')}."
        )
    if record.latest is not None and not np.array_equal(flat(params), record.latest):
        record.notes.append(f"`{name}` returned other weights than its last step made.")
    record.history = history
    record.finish(params, data)
    record.losses = list(history) if len(history) == record.updates else record.losses


def _history(name: str, given: Any) -> Array:
    try:
        history = np.array(given, dtype=float)
    except (TypeError, ValueError):
        history = np.zeros((0, 0))
    if history.ndim != 1:
        words = f"`{name}` should return a history of numbers, one for each update."
        raise Trouble(f"{words} Are the two results in the other order?")
    return history


def own_shares(accuracy: Callable[..., Any] | None, record: Record, data: Examples) -> None:
    """Put the learner's own accuracies in place of ours; say where they differ."""
    if accuracy is None or record.trained is None:
        return
    try:
        shares = []
        for params in record.weights:
            given = {name: np.array(params[name]) for name in KEYS}
            answer = call(accuracy, given, data.X_test.copy(), data.labels_test.copy())
            shares.append(float(numbers(accuracy, answer, ())))
    except Trouble as trouble:
        missing = str(trouble).replace("This picture waits", "The accuracy waits")
        record.notes.append(f"{missing} So the picture counts by itself.")
        return
    ours = record.shares[-1]
    if abs(shares[-1] - ours) > 1e-6:
        record.notes.append(
            f"`{name_of(accuracy)}` gives {number(shares[-1])}, but a share of {number(ours)} is "
            "right, as the digits below show."
        )
        return
    record.shares = shares
