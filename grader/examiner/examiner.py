"""The examiner as its host sees it: two warm processes, one locked in, one trusted."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from grader.examiner.processes import NAMESPACES, ForkServer, NoSandbox, Sandbox
from grader.job import Job, NotWellFormed, Report
from grader.limits import Limits
from grader.rpc.channel import Channel, ChannelClosed, ChannelTimeout
from grader.rpc.codec import WireError, decode, encode

_MARGIN_SECONDS = 30


class ExaminerFailed(Exception):
    """A submission got no result, for the reason it says."""


class Examiner:
    """Grades notebooks, one fork of each warm process for each.

    Parameters
    ----------
    preload
        Modules that learners' notebooks are likely to import.
    trusted_preload
        Modules that hidden tests are likely to import.
    packages
        Importable folders that learners may use besides what is installed.
    tier
        `NAMESPACES`, or `PROCESS_ONLY` where that was explicitly allowed.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        trusted_preload: Sequence[str] = (),
        packages: Sequence[Path] = (),
        tier: str = NAMESPACES,
    ) -> None:
        self.sandbox = Sandbox(preload, packages, tier)
        words = ["-m", "grader.runner", "{}", "grader.intake.harmless", *trusted_preload]
        variables = {"NBGRADER_EXECUTION": "autograde", "OPENBLAS_NUM_THREADS": "1"}
        self._taught: set[tuple[object, ...]] = set()
        self._home = tempfile.mkdtemp(prefix="examiner-home-")
        variables["IPYTHONDIR"] = self._home  # its start-up files are not the instructor's
        variables |= {"MPLBACKEND": "agg", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.trusted = ForkServer([sys.executable, *words], dict(os.environ) | variables)

    def examine(self, job: Job, limits: Limits) -> Report:
        """Outputs of every cell of `job`, none of which a hidden test's data has reached.

        Raises
        ------
        ExaminerFailed
            When the submission could not be examined to its end.
        """
        tests = sum(cell.is_test for cell in job.cells)
        limits = replace(limits, snapshots=max(1, min(limits.snapshots, tests)))
        self._teach(job, limits)
        sandboxed = self.sandbox.admit(limits, job.files)
        ours, theirs = socket.socketpair()
        passed = [theirs.fileno(), sandboxed.channel.sock.fileno(), sandboxed.line.fileno()]
        with theirs, sandboxed.channel.sock, sandboxed.line:
            self.trusted.fork(limits, passed)
        wide = limits.for_files()
        line = Channel(ours, wide)
        line.deadline = time.monotonic() + 2 * limits.submission_seconds + _MARGIN_SECONDS
        runner = 0
        folder = tempfile.mkdtemp(dir=self._home)
        try:
            runner = os.pidfd_open(decode(line.receive(), wide))
            line.send(encode((folder, job.as_plain()), wide))
            report = _checked(decode(line.receive(), wide), len(job.cells))
            if job.collect:  # the instructor's own notebook
                self.trusted.learn(encode({"markup": list(report.markup)}, wide))
            return replace(report, tier=self.sandbox.tier)
        except (ChannelClosed, WireError):
            raise ExaminerFailed("the examiner's process ended before it reported") from None
        except ChannelTimeout:
            raise ExaminerFailed(
                f"it was not done after {2 * limits.submission_seconds:g} seconds"
            ) from None
        finally:
            line.close()
            _end(runner)
            shutil.rmtree(folder, ignore_errors=True)

    def _teach(self, job: Job, limits: Limits) -> None:
        """Let the trusted fork server read the instructor's cells, the first time they come."""
        tests = tuple(cell.source for cell in job.cells if cell.is_test)
        if (job.plan, tests) not in self._taught:
            self._taught.add((job.plan, tests))
            told = {"plan": [step.as_plain() for step in job.plan], "tests": tests}
            self.trusted.learn(encode(told, limits.for_files()))

    def close(self) -> None:
        """End both processes."""
        self.sandbox.close()
        self.trusted.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _end(runner: int) -> None:
    """End the runner's process if it still runs, by its descriptor."""
    if runner:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(runner, signal.SIGKILL)
        os.close(runner)


def _checked(plain: object, cells: int) -> Report:
    try:
        report = Report.from_plain(plain)
    except NotWellFormed as problem:
        raise ExaminerFailed(f"the examiner's report came in no known form: {problem}") from None
    if len(report.cells) != cells:
        raise ExaminerFailed("the examiner's report is not about as many cells as the notebook has")
    return report


__all__ = ["Examiner", "ExaminerFailed", "NoSandbox"]
