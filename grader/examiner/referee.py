"""The trusted examiner of one submission: a fork of a warm process that never runs its code.

It gets the notebook's cells with the instructor's tests in place, sends the learner's cells to
the sandbox, runs the tests here, and reports every cell's outputs.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from .channel import Channel, ChannelClosed
from .clock import CellTimeout, clock
from .learner import Learner, LearnerGone, LearnerTimeout
from .limits import Limits
from .names import TestNames
from .namespaces import die_with_parent, mapped_bytes
from .outputs import Budget, clean_outputs, is_kind
from .pictures import Pictures
from .sandbox import Guest
from .test_cell import TestCell
from .wire import WireError, decode, encode
from .worker_shell import start, warm

warm(figures=False)

_CLEANING_SECONDS = 3
_DROPPED = "[outputs left out: it took too long to make them safe to show]\n"
_FEW_MORE_SECONDS = 60


class Referee:
    """Examines one notebook.

    Parameters
    ----------
    job
        ``cells``, ``plan``, ``learner_packages``; see `job.py`.
    learner
        The line to the submission's process.
    """

    def __init__(self, job: dict[str, Any], learner: Learner) -> None:
        self.job = job
        self.learner = learner
        self.limits = learner.limits
        self.record = start(self.limits).record
        self.names = TestNames(learner, job["learner_packages"])
        self.plan = list(job["plan"])
        self.quiet = bool(job.get("quiet"))
        self.budget = Budget(self.limits)
        self.ends_at = time.monotonic() + self.limits.submission_seconds

    def examine(self) -> list[dict[str, Any]]:
        """Outputs of every code cell, in order."""
        if self.quiet:
            with contextlib.suppress(Exception):
                self.learner.ask("be_quiet")
        elif self.learner.pictures is not None:
            with contextlib.suppress(Exception):
                self.learner.ask("use_pictures", self.learner.pictures.collects)
        return [self._cell(cell) for cell in self.job["cells"]]

    def _cell(self, cell: dict[str, Any]) -> dict[str, Any]:
        if time.monotonic() > self.ends_at:
            self.learner.end(f"the notebook took longer than {self.limits.submission_seconds:g} s")
        begun = time.monotonic()
        outputs = self._outputs(cell, cell["role"] == "test")
        return {"outputs": outputs, "seconds": time.monotonic() - begun}

    def _outputs(self, cell: dict[str, Any], test: bool) -> list[dict[str, Any]]:
        """What a cell shows; a submission that this process cannot cope with has ended."""
        try:
            return self._cleaned(self._test(cell) if test else self._learners(cell), test)
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

    def _test(self, cell: dict[str, Any]) -> list[dict[str, Any]]:
        self._follow_plan(cell["grade_id"])
        try:
            test = TestCell(cell["source"], frozenset(cell["hidden"]), cell["points"])
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


def _lay_files(folder: Path, files: dict[str, bytes], modules: list[str]) -> None:
    """Put the data files where the tests run, and the instructor's modules where they import.

    The learner's files are among the first, so nothing may ever be imported from that folder,
    and libraries find no settings there.
    """
    own = {name: files[name] for name in modules if name in files}
    for place, some in ((folder / "work", files), (folder / "modules", own)):
        place.mkdir()
        for name, content in some.items():
            target = place / name
            if target.name == "matplotlibrc" or target.name.startswith("."):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    os.chdir(folder / "work")
    sys.path.insert(0, str(folder / "modules"))


def serve_job(descriptors: list[int], limits: Limits) -> None:
    """In a fork of the warm process: take one job, report, and end."""
    if os.fork():
        return
    try:
        die_with_parent()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        seconds = int(limits.submission_seconds) + _FEW_MORE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        office, channel, line = (socket.socket(fileno=number) for number in descriptors)
        wide = limits.for_files()
        report_to = Channel(office, wide)
        report_to.send(encode(os.getpid(), wide))
        job = decode(report_to.receive(), wide)
        memory = mapped_bytes() + limits.examiner_bytes
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        _lay_files(Path(job["folder"]), job["files"], job.get("modules", []))
        guest = Guest(Channel(channel, limits), line)
        report_to.send(encode(_examined(job, guest), wide))
    except (ChannelClosed, WireError):
        pass
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


def _examined(job: dict[str, Any], guest: Guest) -> dict[str, Any]:
    learner = Learner(guest)
    if "pictures" in job:
        learner.pictures = Pictures(job["pictures"], bool(job.get("collect")))
    with contextlib.ExitStack() as stack:
        stack.callback(learner.end, "graded")
        cells = Referee(job, learner).examine()
        gone = learner.gone
    drawn = learner.pictures.drawn if learner.pictures is not None else {}
    report = {"cells": cells, "gone": gone, "processor_seconds": time.process_time()}
    return report | ({"drawn": drawn} if drawn else {})
