"""The trusted examiner of one submission: a fork of a warm process that never runs its code.

It gets the notebook's cells with the instructor's tests in place, sends the learner's cells to
the sandbox, runs the tests here, and reports every cell's outputs.
"""

from __future__ import annotations

import contextlib
import time
from typing import Any

from .afterwards import Afterwards, can_wait
from .clock import CellTimeout, clock
from .learner import Learner, LearnerGone, LearnerTimeout
from .names import TestNames
from .outputs import VERDICTS, Budget, clean_outputs, is_kind
from .test_cell import TestCell
from .two_runs import to_show
from .worker_shell import start, warm

warm(figures=False)

_CLEANING_SECONDS = 3
_DROPPED = "[outputs left out: it took too long to make them safe to show]\n"


class Referee:
    """Examines one notebook.

    Parameters
    ----------
    job
        ``cells``, ``plan``, ``learner_packages``; see `make_job`. With ``at_once``, hidden parts
        of tests wait for the end, if they can.
    learner
        The line to the submission's process.
    """

    def __init__(self, job: dict[str, Any], learner: Learner) -> None:
        waits = bool(job.get("at_once")) and can_wait(job["cells"])
        if job.get("at_once") and not waits:
            job = to_show(job)  # no hidden statement in the run that is shown
        self.job = job
        self.learner = learner
        self.limits = learner.limits
        self.record = start(self.limits).record
        self.names = TestNames(learner, job["learner_packages"])
        self.plan = list(job["plan"])
        self.quiet = bool(job.get("quiet"))
        self.budget = Budget(self.limits)
        self.later = Afterwards(self.names, learner, self.record) if waits else None
        self.ends_at = time.monotonic() + self.limits.submission_seconds

    def examine(self) -> list[dict[str, Any]]:
        """Outputs of every code cell, in order."""
        if self.quiet:
            self._be_quiet()
        elif self.learner.pictures is not None:
            with contextlib.suppress(Exception):
                self.learner.ask("use_pictures", self.learner.pictures.collects)
        self.shown = [self._cell(number) for number in range(len(self.job["cells"]))]
        return self.shown

    def mark(self) -> list[dict[str, Any]]:
        """The verdicts of every code cell, with the hidden parts that waited; none if they cannot.

        Whatever the learner's side shows from now on is shown to nobody.
        """
        if self.later is None:
            return []
        self._be_quiet()
        self.budget = Budget(self.limits)
        begun = time.monotonic()
        found = self.later.finish()
        if found is None:
            return []
        seconds = (time.monotonic() - begun) / max(len(found), 1)
        marked = []
        for number, (cell, shown) in enumerate(zip(self.job["cells"], self.shown, strict=True)):
            outputs = (
                self._cleaned(found[number], True) if number in found else _verdict(cell, shown)
            )
            spent = seconds if number in found else 0.0
            marked.append({"outputs": outputs, "seconds": spent})
        return marked

    def _be_quiet(self) -> None:
        with contextlib.suppress(Exception):
            self.learner.ask("be_quiet")

    def _cell(self, number: int) -> dict[str, Any]:
        cell = self.job["cells"][number]
        if time.monotonic() > self.ends_at:
            self.learner.end(f"the notebook took longer than {self.limits.submission_seconds:g} s")
        begun = time.monotonic()
        outputs = self._outputs(number, cell, cell["role"] == "test")
        return {"outputs": outputs, "seconds": time.monotonic() - begun}

    def _outputs(self, number: int, cell: dict[str, Any], test: bool) -> list[dict[str, Any]]:
        """What a cell shows; a submission that this process cannot cope with has ended."""
        try:
            return self._cleaned(self._test(number, cell) if test else self._learners(cell), test)
        except Exception as error:
            self.learner.end(f"what it sent could not be handled: {type(error).__name__}")
            return [_ended(self.learner.gone)]

    def _cleaned(self, outputs: list[Any], test: bool) -> list[dict[str, Any]]:
        """Outputs made harmless; a test's own verdict stands even if the rest takes too long."""
        try:
            with clock(_CLEANING_SECONDS):
                return clean_outputs(outputs, self.budget)
        except CellTimeout:
            verdict = [o for o in outputs[-1:] if is_kind(o, "error", "execute_result")]
            dropped = {"output_type": "stream", "name": "stdout", "text": _DROPPED}
            return clean_outputs([dropped, *(verdict if test else [])], self.budget)

    def _learners(self, cell: dict[str, Any]) -> list[dict[str, Any]]:
        limit = self.limits.cell_seconds
        try:
            with clock(limit + self.limits.grace_seconds):
                answer = self.learner.ask("run", cell["source"], seconds=limit)
        except CellTimeout:
            self.learner.end("its answer took too long to read")
            return [_note("TimeoutError", "what this cell answered took too long to read")]
        except LearnerTimeout as error:
            note = _note("TimeoutError", f"this cell took longer than {limit:g} s")
            return [*_outputs_in(error.answer), note]
        except LearnerGone as error:
            return [_ended(error)]
        except Exception as error:
            return [_note("CellError", f"this cell could not be run: {type(error).__name__}")]
        return _outputs_in(answer)

    def _test(self, number: int, cell: dict[str, Any]) -> list[dict[str, Any]]:
        self._follow_plan(cell["grade_id"])
        try:
            test = TestCell(cell["source"], frozenset(cell["hidden"]), cell["points"])
            if self.later is not None:
                return self.later.begin(test, number)
            return test.run(self.names, self.record, self.quiet)
        finally:
            self.learner.forget_loans()

    def _follow_plan(self, grade_id: str) -> None:
        """Take note of the instructor's cells that stand before test `grade_id`."""
        if not any(step["grade_id"] == grade_id for step in self.plan):
            return
        while self.plan:
            step = self.plan.pop(0)
            if step["role"] == "answer":
                self.names.pass_answer(step["source"])
            elif step["role"] in ("locked", "plain"):
                self.names.pass_instructor(step["source"], step["role"] == "locked")
            if step["grade_id"] == grade_id:
                return


def _verdict(cell: dict[str, Any], shown: dict[str, Any]) -> list[dict[str, Any]]:
    """What a cell that had no hidden part to wait is marked by."""
    return [o for o in shown["outputs"] if cell["role"] == "test" and is_kind(o, *VERDICTS)]


def _outputs_in(answer: Any) -> list[Any]:
    """The outputs in the learner's side's answer; a failure that it hides is added."""
    outputs = answer.get("outputs") if type(answer) is dict else None
    if type(outputs) is not list:
        return []
    shown = any(type(o) is dict and is_kind(o, "error") for o in outputs)
    if answer.get("success") is not True and not shown:
        outputs.append(_note("CellError", "this cell failed, and its error could not be shown"))
    return outputs


def _note(name: str, words: str) -> dict[str, Any]:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": words,
        "traceback": [f"{name}: {words}"],
    }


def _ended(reason: object) -> dict[str, Any]:
    return _note("NotebookEnded", f"the notebook's process had ended: {reason}")
