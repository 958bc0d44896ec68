"""The trusted examiner of one submission: a fork of a warm process that never runs its code.

It gets the notebook's cells with the instructor's tests put in, sends the learner's cells to
the sandbox, runs the tests here, and reports every cell's outputs.

Everything that is shown comes from one process of the learner's, the live one, which no deferred
part of a test ever calls. Where a test has a deferred part, the live process makes a copy of
itself; when the notebook has come to its end, each deferred part runs in its own copy.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from grader.cells.aspects import Aspects, aspects_of
from grader.cells.written import Written
from grader.job import ANSWER, LOCKED, PLAIN, CellResult, Checks, Job, JobCell, PlanStep
from grader.proxies.learner import Learner, LearnerGone, LearnerTimeout, Snapshot
from grader.proxies.mirror import Mirror
from grader.proxies.patches import give_own_builtins
from grader.proxies.proxy import Proxy
from grader.rpc.clock import CellTimeout, clock
from grader.rpc.crossing import ERROR, STREAM, Output
from grader.runner.graded_cell import GradedCell
from grader.runner.main_module import use_as_main
from grader.runner.messages import Failure
from grader.runner.namespace import NamesState, TestNamespace
from grader.runner.outputs import VERDICTS, Budget, clean_outputs, is_kind
from grader.worker.shell import start, warm

warm(figures=False)

P = ParamSpec("P")
T = TypeVar("T")
_CLEANING_SECONDS = 3
_MOST_RECOVERIES = 20
_ABSENT = object()
_DROPPED = "[outputs left out: it took too long to make them safe to show]\n"


@dataclass(frozen=True)
class Deferred:
    """A test whose shown part has run.

    Attributes
    ----------
    cell
        The number of its cell.
    names, snapshot
        What the names and the learner's process were when its deferred part's turn would have been.
    written
        The learner's cells before it.
    """

    cell: int
    test: GradedCell
    names: NamesState
    snapshot: Snapshot
    written: Written


class NotebookRunner:
    """Examines one notebook.

    Parameters
    ----------
    job
        The notebook and what is known of it.
    learner
        The line to the submission's processes.

    Attributes
    ----------
    notes
        For the instructor: which exercise did not come back in time, or ended its process.
    """

    def __init__(self, job: Job, learner: Learner) -> None:
        self.job = job
        self.learner = learner
        self.limits = learner.limits
        self.record = start(self.limits).record
        self.names = TestNamespace(learner, job.learner_packages)
        use_as_main(self.names)
        give_own_builtins(self.names)
        learner.mirror = mirror_for(job, learner)
        self.plan = list(job.plan)
        self.tests: dict[int, GradedCell] = {}
        self.budget = Budget(self.limits)
        self.notes: list[str] = []
        self._live = learner.process
        self._secret: frozenset[str] = frozenset()
        self._deferred: list[Deferred] = []
        self._snapshots: list[tuple[int, Snapshot]] = []
        self._shared: dict[int, GradedCell] = {}
        self._fatal: set[int] = set()
        self._late = 0
        self._ends_at = time.monotonic() + self.limits.submission_seconds

    def examine(self) -> tuple[CellResult, ...]:
        """What came out of every code cell, in order."""
        self._begin()
        results = [self._cell(number) for number in range(len(self.job.cells))]
        self._ends_at = time.monotonic() + self.limits.submission_seconds
        self._live = self.learner.process
        if all(one.snapshot.process is not None for one in self._deferred):
            self.learner.end("it was shown to its end")
        carried: dict[str, tuple[object, object]] = {}
        for one in self._deferred:
            begun = time.monotonic()
            outputs = self._safely(self._finish, one, carried)
            result = results[one.cell]
            shown = (*result.outputs, *self._cleaned(outputs, test=True))
            seconds = result.seconds + time.monotonic() - begun
            results[one.cell] = CellResult(shown, seconds)
        return tuple(results)

    def _begin(self) -> None:
        """Leave the first process as it is; the notebook runs in a copy of it."""
        if self.learner.pictures is not None:
            with contextlib.suppress(Exception):
                self.learner.ask("use_pictures", self.learner.pictures.collects)
        first = self.learner.snapshot(self.learner.process)
        live = self.learner.copied()
        if live is not None:
            self._snapshots.append((0, first))
            self.learner.go_to(first, live)

    def checks(self) -> dict[str, Checks]:
        """By test, how many checks were reached, and whether it did nothing at all."""
        return {
            self.job.cells[number].grade_id: Checks(test.checks.count, test.checks.does_nothing)
            for number, test in self.tests.items()
        }

    def _cell(self, number: int) -> CellResult:
        cell = self.job.cells[number]
        if time.monotonic() > self._ends_at:
            self.learner.end(
                f"the notebook took longer than {self.limits.told(self.limits.submission_seconds)}"
            )
        begun = time.monotonic()
        test = cell.is_test
        outputs = self._safely(self._test if test else self._learners, number, cell)
        cleaned = self._safely(self._cleaned, outputs, test)
        if self.learner.gone and begun < self._ends_at:
            self._fatal.add(number)
            self._recover(number + 1)
        return CellResult(tuple(cleaned), time.monotonic() - begun)

    def _safely(
        self, make: Callable[P, Sequence[T]], *given: P.args, **named: P.kwargs
    ) -> Sequence[T | Output]:
        """Outputs that `make` gives; a process that this one cannot cope with has ended."""
        try:
            return make(*given, **named)
        except Exception as error:
            self.learner.end(f"what it sent could not be handled: {type(error).__name__}")
            return [_ended(self.learner.gone)]

    def _recover(self, number: int) -> None:
        """Go on before cell `number` with a process like the one that has ended.

        The latest copy that there is runs the learner's cells after its snapshot once more, without
        those that ended a process.
        """
        if len(self._fatal) > _MOST_RECOVERIES:
            return
        for begin, snapshot in reversed(self._snapshots):
            self.learner.go_to(snapshot)
            live = self.learner.copied()
            if live is not None:
                self.learner.go_to(snapshot, live)
                self._repeat(begin, number)
                return

    def _repeat(self, begin: int, end: int) -> None:
        for number in range(begin, end):
            cell = self.job.cells[number]
            if number in self._fatal or time.monotonic() > self._ends_at:
                continue
            if number in self._shared:
                self._shared[number].share(self.names)
            elif not cell.is_test:
                self._learners(number, cell)
            if self.learner.gone:
                return

    def _cleaned(self, outputs: Sequence[Any], test: bool) -> list[Output]:
        """Outputs made harmless; a test's own verdict stands even if the rest takes too long."""
        try:
            with clock(_CLEANING_SECONDS):
                return clean_outputs(outputs, self.budget)
        except CellTimeout:
            verdict = [o for o in outputs[-1:] if is_kind(o, *VERDICTS)]
            dropped = {"output_type": STREAM, "name": "stdout", "text": _DROPPED}
            return clean_outputs([dropped, *(verdict if test else [])], self.budget)

    def _learners(self, number: int, cell: JobCell) -> list[object]:
        self.learner.written.add(cell.source)
        limit = self._seconds_for_a_cell()
        try:
            with clock(limit + self.limits.grace_seconds):
                answer = self.learner.ask("run", cell.source, seconds=limit)
        except CellTimeout:
            self.learner.end("its answer took too long to read")
            return [_note("TimeoutError", "what this cell answered took too long to read")]
        except LearnerTimeout as error:
            self._late += 1
            self._tell(f"cell {number + 1}")
            note = _note("TimeoutError", f"this cell took longer than {self.limits.told(limit)}")
            return [*_outputs_in(error.answer), note]
        except LearnerGone as error:
            self._tell(f"cell {number + 1}")
            return [_ended(error)]
        except Exception as error:
            return [_note("CellError", f"this cell could not be run: {type(error).__name__}")]
        return _outputs_in(answer)

    def _seconds_for_a_cell(self) -> float:
        """What a cell without marks may take: less once another has run out of its time.

        A function that never ends is often called in several cells that show something; together
        they may not use up the time of all the others.
        """
        whole = self.limits.cell_seconds
        if not self._late:
            return whole
        least, share = (5.0, 6) if self._late < 3 else (2.0, 30)
        return max(min(whole, least), whole / share)

    def _test(self, number: int, cell: JobCell) -> list[Output]:
        self._follow_plan(cell.grade_id)
        secret = frozenset(name for name in self._secret if not self.names.is_learners(name))
        test = GradedCell(cell.source, frozenset(cell.hidden), cell.points, secret, cell.checks)
        self.tests[number] = test
        try:
            outputs, verdict = test.begin(self.names, self.record)
            self._shared[number] = test
            if test.is_deferred and not verdict:
                snapshot = self._snapshot(number)
                written = self.learner.written.so_far()
                self._deferred.append(Deferred(number, test, self.names.state(), snapshot, written))
            self._secret = test.still_secret()
            self.names.give_back()
            return outputs + verdict
        finally:
            self._tell(cell.grade_id)
            self.learner.forget_loans()

    def _snapshot(self, number: int) -> Snapshot:
        """A copy of the learner's process as it is now, unless there are too many."""
        taken = sum(bool(begin) for begin, _ in self._snapshots)  # the first process is none
        room = taken < self.limits.snapshots
        snapshot = self.learner.snapshot(self.learner.copied() if room else None)
        if snapshot.process is not None:
            self._snapshots.append((number + 1, snapshot))
        return snapshot

    def _finish(self, one: Deferred, carried: dict[str, tuple[object, object]]) -> list[Output]:
        """The outputs of a deferred part, run in its snapshot.

        `carried` has the names that earlier deferred parts bound: what each was before, and what it
        became. A stand-in for an object of the learner's is not carried: it was another process's.
        """
        self.names.restore(one.names)
        for name, (before, value) in carried.items():
            if dict.get(self.names, name, _ABSENT) is before and not self.names.is_learners(name):
                dict.__setitem__(self.names, name, value)
        self.learner.go_to(one.snapshot, one.snapshot.process or self._live)
        self.learner.written = one.written
        if time.monotonic() > self._ends_at:
            self.learner.end(
                f"the tests took longer than {self.limits.told(self.limits.submission_seconds)}"
            )
        with contextlib.suppress(Exception):
            self.learner.ask("go_on", one.snapshot.process is not None)
        outputs = one.test.finish(self.names, self.record)
        self._tell(self.job.cells[one.cell].grade_id)
        for name, value in self.names.state().own.items():
            before = one.names.own.get(name, _ABSENT)
            if value is not before and not isinstance(value, Proxy):
                carried[name] = carried[name][0] if name in carried else before, value
        self.learner.forget_loans()
        if one.snapshot.process is not None:
            self.learner.end("graded")
        return outputs

    def _tell(self, what: str) -> None:
        """Note that an exercise, or a cell, did not come back or ended its process."""
        if self.learner.late:
            self.notes.append(f"{what} {self.learner.late}")
        elif self.learner.gone:
            self.notes.append(f"{what}: {self.learner.gone}")
        self.learner.late = ""

    def _follow_plan(self, grade_id: str) -> None:
        """Take note of the instructor's cells that stand before test `grade_id`."""
        if not any(step.grade_id == grade_id for step in self.plan):
            return
        while self.plan:
            step = self.plan.pop(0)
            if step.role == ANSWER:
                self.names.pass_answer(step.source)
            elif step.role in (LOCKED, PLAIN):
                self.names.pass_instructor(step.source, step.role == LOCKED)
            if step.grade_id == grade_id:
                return


def mirror_for(job: Job, learner: Learner) -> Mirror | None:
    """What keeps the learner's process as the tests set theirs, if any test sets anything."""
    aspects = aspects_in(job.plan, tuple(cell.source for cell in job.cells if cell.is_test))
    return Mirror(learner, aspects, list(job.files)) if aspects.any else None


def aspects_in(plan: Sequence[PlanStep], tests: tuple[str, ...]) -> Aspects:
    """What the instructor's cells mention; a process looks through the same ones once."""

    def sources(*roles: str) -> tuple[str, ...]:
        return tuple(step.source for role in roles for step in plan if step.role == role)

    return aspects_of(tests, sources(LOCKED, PLAIN), sources(ANSWER))


def _outputs_in(answer: object) -> list[object]:
    """The outputs in the learner's side's answer; a failure that it hides is added."""
    if type(answer) is not dict or type(outputs := answer.get("outputs")) is not list:
        return []
    shown = any(type(o) is dict and is_kind(o, ERROR) for o in outputs)
    if answer.get("success") is not True and not shown:
        outputs.append(_note("CellError", "this cell failed, and its error could not be shown"))
    return outputs


def _note(name: str, words: str) -> Output:
    return Failure(name, words).as_output()


def _ended(reason: object) -> Output:
    return _note("NotebookEnded", f"the notebook's process had ended: {reason}")
