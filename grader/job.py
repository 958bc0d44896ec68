"""What an examination needs and what it gives: a `Job`, and a `Report` on it.

Each is made in one place: a job from a submission by `make_job`, a report by the notebook runner.
`as_plain` gives what can cross to another process or be kept; `from_plain` reads that back, and
refuses what has another form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

import numpy as np

from grader.rpc.crossing import OUTPUT_KINDS, Output

LEARNER, TEST, ANSWER, LOCKED, PLAIN = "learner", "test", "answer", "locked", "plain"
"""Roles of cells. In a job, all cells but tests are the learner's; in its plan, none is."""
_ROLES = frozenset({LEARNER, TEST, ANSWER, LOCKED, PLAIN})

T = TypeVar("T")


class NotWellFormed(ValueError):
    """What should be a record has another form; the words name the part."""


@dataclass(frozen=True, slots=True)
class JobCell:
    """A code cell of a submitted notebook.

    Attributes
    ----------
    role
        `TEST`, or `LEARNER` for all that runs in the sandbox.
    grade_id
        nbgrader's name for a test, "" for other cells.
    source
        A test's is the instructor's own.
    hidden
        Line numbers of a test, from 1, that learners never see.
    points
        The most that a test can earn.
    checks
        How many of a test's checks the instructor's answer reaches; 0 if that is not known.
    """

    role: str
    grade_id: str
    source: str
    hidden: tuple[int, ...] = ()
    points: float = 0.0
    checks: int = 0

    @property
    def is_test(self) -> bool:
        """Whether the cell runs on the trusted side."""
        return self.role == TEST

    def as_plain(self) -> dict[str, object]:
        """As plain data; line numbers as an array, which crosses faster than a list."""
        return {
            "role": self.role,
            "grade_id": self.grade_id,
            "source": self.source,
            "hidden": np.array(self.hidden, np.int64),
            "points": self.points,
            "checks": self.checks,
        }

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The cell that `as_plain` was made of."""
        found = _fields(plain, "cell")
        hidden = found.get("hidden")
        if not isinstance(hidden, np.ndarray) or hidden.dtype != np.int64 or hidden.ndim != 1:
            raise NotWellFormed("the hidden lines of a cell")
        return cls(
            _role(found),
            _text(found, "grade_id"),
            _text(found, "source"),
            tuple(hidden.tolist()),
            _number(found, "points"),
            _count(found, "checks"),
        )


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A code cell of the instructor's notebook, which tells whose a name is.

    Attributes
    ----------
    grade_id
        nbgrader's name, "" for a cell that nbgrader does not know.
    role
        `TEST`, `ANSWER`, `LOCKED` or `PLAIN`.
    source
        With its solution, where that is known.
    """

    grade_id: str
    role: str
    source: str

    def as_plain(self) -> dict[str, object]:
        """As plain data."""
        return {"grade_id": self.grade_id, "role": self.role, "source": self.source}

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The step that `as_plain` was made of."""
        found = _fields(plain, "step")
        return cls(_text(found, "grade_id"), _role(found), _text(found, "source"))


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to examine, with all that its examination may depend on but the limits.

    Attributes
    ----------
    cells
        Its code cells.
    plan
        The instructor's, in order.
    learner_packages
        Packages whose functions run on the learner's side when a test imports them.
    files
        The instructor's data files by path, as they lie beside the notebook.
    modules
        Paths among them of modules that tests may import.
    figures
        Known pictures by their figures' fingerprints; None if no picture is to be reused.
    collect
        Whether to report pictures that had to be drawn and markup that was shown: only in a run
        of the instructor's own notebook.
    """

    cells: tuple[JobCell, ...]
    plan: tuple[PlanStep, ...] = ()
    learner_packages: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    modules: tuple[str, ...] = ()
    figures: Mapping[str, bytes] | None = None
    collect: bool = False

    def with_nothing_hidden(self) -> Self:
        """The same with all lines of tests shown: for the author, who may read everything."""
        return replace(self, cells=tuple(replace(cell, hidden=()) for cell in self.cells))

    def as_plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "cells": [cell.as_plain() for cell in self.cells],
            "plan": [step.as_plain() for step in self.plan],
            "learner_packages": list(self.learner_packages),
            "files": dict(self.files),
            "modules": list(self.modules),
            "figures": None if self.figures is None else dict(self.figures),
            "collect": self.collect,
        }

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The job that `as_plain` was made of."""
        found = _fields(plain, "job")
        figures = found.get("figures")
        return cls(
            _tuple(found, "cells", JobCell.from_plain),
            _tuple(found, "plan", PlanStep.from_plain),
            _tuple(found, "learner_packages", _word),
            _contents(found.get("files")),
            _tuple(found, "modules", _word),
            None if figures is None else _contents(figures),
            found.get("collect") is True,
        )


@dataclass(frozen=True, slots=True)
class CellResult:
    """What came out of a code cell.

    Attributes
    ----------
    outputs
        Without anything that runs in a browser; see `grader.runner.outputs`.
    seconds
        Wall time.
    """

    outputs: tuple[Output, ...]
    seconds: float = 0.0

    def as_plain(self) -> dict[str, object]:
        """As plain data."""
        return {"outputs": list(self.outputs), "seconds": self.seconds}

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The result that `as_plain` was made of."""
        found = _fields(plain, "result")
        return cls(_tuple(found, "outputs", _output), _number(found, "seconds"))


@dataclass(frozen=True, slots=True)
class Checks:
    """What one test has done with the answer that was examined.

    Attributes
    ----------
    count
        How many of its checks it has reached.
    does_nothing
        Whether it has neither checked nor called anything.
    """

    count: int
    does_nothing: bool

    def as_plain(self) -> dict[str, object]:
        """As plain data."""
        return {"count": self.count, "does_nothing": self.does_nothing}

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The numbers that `as_plain` was made of."""
        found = _fields(plain, "checks")
        return cls(_count(found, "count"), found.get("does_nothing") is True)


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination has found.

    Attributes
    ----------
    cells
        One result for each cell of the job.
    notes
        For the instructor: which exercise did not come back in time, say.
    checks
        By the `grade_id` of each test.
    processor_seconds
        What the trusted process has used.
    tier
        The kind of sandbox that the learner's code ran in.
    figures
        Pictures that had to be drawn, if the job says to collect them.
    markup
        HTML that was shown, before it was made harmless, if the job says so.
    """

    cells: tuple[CellResult, ...]
    notes: tuple[str, ...] = ()
    checks: Mapping[str, Checks] = field(default_factory=dict)
    processor_seconds: float = 0.0
    tier: str = ""
    figures: Mapping[str, bytes] = field(default_factory=dict)
    markup: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, object]:
        """As plain data, which is JSON where there are no figures."""
        return {
            "cells": [cell.as_plain() for cell in self.cells],
            "notes": list(self.notes),
            "checks": {name: checks.as_plain() for name, checks in self.checks.items()},
            "processor_seconds": self.processor_seconds,
            "tier": self.tier,
            "figures": dict(self.figures),
            "markup": list(self.markup),
        }

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The report that `as_plain` was made of."""
        found = _fields(plain, "report")
        checks = _fields(found.get("checks"), "checks of a report")
        return cls(
            _tuple(found, "cells", CellResult.from_plain),
            _tuple(found, "notes", _word),
            {name: Checks.from_plain(each) for name, each in checks.items()},
            _number(found, "processor_seconds"),
            _text(found, "tier"),
            _contents(found.get("figures")),
            _tuple(found, "markup", _word),
        )


def _fields(plain: object, what: str) -> dict[str, object]:
    if not isinstance(plain, dict) or not all(isinstance(name, str) for name in plain):
        raise NotWellFormed(f"a {what} is no dict with names")
    return plain


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise NotWellFormed("a word is no str")
    return value


def _text(found: dict[str, object], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise NotWellFormed(f"`{name}` is no str")
    return value


def _role(found: dict[str, object]) -> str:
    role = _text(found, "role")
    if role not in _ROLES:
        raise NotWellFormed("a cell has an unknown role")
    return role


def _number(found: dict[str, object], name: str) -> float:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotWellFormed(f"`{name}` is no number")
    return value


def _count(found: dict[str, object], name: str) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotWellFormed(f"`{name}` is no count")
    return value


def _tuple(found: dict[str, object], name: str, read: Callable[[object], T]) -> tuple[T, ...]:
    value = found.get(name)
    if not isinstance(value, list | tuple):
        raise NotWellFormed(f"`{name}` is no list")
    return tuple(map(read, value))


def _contents(plain: object) -> dict[str, bytes]:
    found = _fields(plain, "folder")
    if not all(isinstance(content, bytes) for content in found.values()):
        raise NotWellFormed("a file's content is no bytes")
    return {name: content for name, content in found.items() if isinstance(content, bytes)}


def _output(plain: object) -> Output:
    found = _fields(plain, "output")
    if found.get("output_type") not in OUTPUT_KINDS:
        raise NotWellFormed("an output is of an unknown kind")
    return found
