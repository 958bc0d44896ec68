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
from typing import Any, Self

import numpy as np

from .channel import Channel, ChannelClosed, ChannelTimeout
from .limits import Limits
from .sandbox import NAMESPACES, NoSandbox, Sandbox, WarmProcess
from .wire import WireError, decode, encode

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
        module = f"{__package__}.zygote"
        command = [
            sys.executable,
            "-m",
            module,
            "{}",
            "trusted",
            "grader.harmless",
            *trusted_preload,
        ]
        variables = {"NBGRADER_EXECUTION": "autograde", "OPENBLAS_NUM_THREADS": "1"}
        self._taught: set[tuple[Any, ...]] = set()
        self._home = tempfile.mkdtemp(prefix="examiner-home-")
        variables["IPYTHONDIR"] = self._home  # its start-up files are not the instructor's
        variables |= {"MPLBACKEND": "agg", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.office = WarmProcess(command, dict(os.environ) | variables)

    def examine(self, job: dict[str, Any], limits: Limits) -> dict[str, Any]:
        """Outputs of every cell of `job`, none of which a hidden test's data has reached.

        Raises
        ------
        ExaminerFailed
            When the submission could not be examined to its end.
        """
        tests = sum(cell["role"] == "test" for cell in job["cells"])
        limits = replace(limits, snapshots=max(1, min(limits.snapshots, tests)))
        self._teach(job, limits)
        guest = self.sandbox.admit(limits, job["files"])
        ours, theirs = socket.socketpair()
        passed = [theirs.fileno(), guest.channel.sock.fileno(), guest.line.fileno()]
        with theirs, guest.channel.sock, guest.line:
            self.office.fork(limits, passed)
        wide = limits.for_files()
        line = Channel(ours, wide)
        line.deadline = time.monotonic() + 2 * limits.submission_seconds + _MARGIN_SECONDS
        referee = 0
        folder = tempfile.mkdtemp(dir=self._home)
        try:
            referee = os.pidfd_open(decode(line.receive(), wide))
            line.send(encode(_packed(job) | {"folder": folder}, wide))
            report = _checked(decode(line.receive(), wide), len(job["cells"]))
            if "markup" in report:  # of the instructor's own notebook
                self.office.learn(encode({"markup": report["markup"]}, wide))
            return report
        except (ChannelClosed, WireError):
            raise ExaminerFailed("the examiner's process ended before it reported") from None
        except ChannelTimeout:
            raise ExaminerFailed(
                f"it was not done after {2 * limits.submission_seconds:g} seconds"
            ) from None
        finally:
            line.close()
            _end(referee)
            shutil.rmtree(folder, ignore_errors=True)

    def _teach(self, job: dict[str, Any], limits: Limits) -> None:
        """Let the office read the instructor's cells of this notebook, the first time it comes."""
        tests = [cell for cell in job["cells"] if cell["role"] == "test"]
        name = tuple((step["source"], *step.get("hidden", ())) for step in [*job["plan"], *tests])
        if name not in self._taught:
            self._taught.add(name)
            content = {"plan": job["plan"], "tests": tests}
            self.office.learn(encode(content, limits.for_files()))

    def close(self) -> None:
        """End both processes."""
        self.sandbox.close()
        self.office.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _packed(job: dict[str, Any]) -> dict[str, Any]:
    """`job` with its thousand numbers of hidden lines as arrays, which cross much faster."""
    cells = [cell | {"hidden": np.array(cell["hidden"], np.int64)} for cell in job["cells"]]
    return job | {"cells": cells}


def _end(referee: int) -> None:
    """End the referee's process if it still runs, by its descriptor."""
    if referee:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(referee, signal.SIGKILL)
        os.close(referee)


def _checked(report: Any, cells: int) -> dict[str, Any]:
    if type(report) is not dict or len(report.get("cells", ())) != cells:
        raise ExaminerFailed("the examiner's report came in no known form")
    return report


__all__ = ["Examiner", "ExaminerFailed", "NoSandbox"]
