"""What an examination needs and what it gives: a `Job`, and a `Report` on it.

Each is made in one place: a job from a submission by `make_job`, a report by the notebook runner.
`as_plain` gives what can cross to another process or be kept; `from_plain` reads that back, and
refuses what has another form.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from grader.rpc.crossing import OUTPUT_KINDS, Output

LEARNER, TEST, ANSWER, LOCKED, PLAIN = "learner", "test", "answer", "locked", "plain"
"""Roles of cells. In a job, all cells but tests are the learner's; in its plan, none is."""
_ROLES = frozenset({LEARNER, TEST, ANSWER, LOCKED, PLAIN})


class NotWellFormed(ValueError):
    """What should be a record has another form; the words name the part."""


class _Record:
    """Has plain data made of its fields, and is read back from it by their types."""

    __slots__ = ()

    def as_plain(self) -> dict[str, object]:
        """As plain data, which is JSON where no file and no figure is in it."""
        return {name: _plain(getattr(self, name)) for name in self._kinds()}

    @classmethod
    def from_plain(cls, plain: object) -> Self:
        """The record that `as_plain` was made of; `NotWellFormed` if it was made of none."""
        found = _read(Mapping[str, object], plain, cls.__name__)
        kinds = cls._kinds().items()
        return cls(**{name: _read(kind, found.get(name), name) for name, kind in kinds})

    @classmethod
    @functools.cache
    def _kinds(cls) -> dict[str, Any]:
        return get_type_hints(cls)


def _plain(value: object) -> object:
    if isinstance(value, _Record):
        return value.as_plain()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _read(kind: Any, value: Any, name: str) -> Any:
    """The field `name`, of the type `kind`."""
    outer, inner = get_origin(kind), get_args(kind)
    if outer is UnionType:
        return None if value is None else _read(inner[0], value, name)
    if outer is tuple and isinstance(value, list | tuple):
        return tuple(_read(inner[0], each, name) for each in value)
    if outer in (Mapping, dict) and isinstance(value, dict) and all(type(n) is str for n in value):
        if outer is dict and str(value.get("output_type")) not in OUTPUT_KINDS:
            raise NotWellFormed("an output is of an unknown kind")
        return {key: _read(inner[1], each, name) for key, each in value.items()}
    if outer is None and issubclass(kind, _Record):
        return kind.from_plain(value)
    if kind is bool:
        return value is True
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if kind is int and type(value) is int and value >= 0:
        return value
    if name == "role" and str(value) not in _ROLES:
        raise NotWellFormed("a cell has an unknown role")
    if kind is object or (kind in (str, bytes) and isinstance(value, kind)):
        return value
    raise NotWellFormed(f"`{name}` is no {kind}")


@dataclass(frozen=True, slots=True)
class JobCell(_Record):
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


@dataclass(frozen=True, slots=True)
class PlanStep(_Record):
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


@dataclass(frozen=True, slots=True)
class Job(_Record):
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


@dataclass(frozen=True, slots=True)
class CellResult(_Record):
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


@dataclass(frozen=True, slots=True)
class Checks(_Record):
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


@dataclass(frozen=True, slots=True)
class Report(_Record):
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
