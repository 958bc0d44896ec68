"""What the reader process does: one task after another, each under its own limits."""

from __future__ import annotations

import importlib
import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from grader.intake.reader import Unreadable

GROWN = 256 * 1024  # KiB; a process that has held more is not kept
FEWEST_BYTES = 16 * 1024 * 1024
"""Room that is kept for telling that there was no room."""


TASKS = {
    "notebook": ("grader.intake.notebook", "read"),
    "archive": ("grader.intake.archive", "unpack"),
    "markdown": ("grader.intake.page", "markdown"),
    "code": ("grader.intake.page", "code"),
    "html": ("grader.intake.harmless", "clean"),
}
"""Where the function of each task is: what it needs is imported when it is first asked for."""


def main() -> None:
    """Answer requests, one JSON document a line, until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        module, name = TASKS[request["task"]]
        task = getattr(importlib.import_module(module), name)  # not on the task's own time
        began = time.process_time()
        _limit(request["allowed"])
        value, refused = _done(task, request["about"], request["allowed"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        _room(None)
        grown = _most_held() > GROWN
        seconds = time.process_time() - began
        answer = {"value": value, "refused": refused, "again": not grown, "seconds": seconds}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _most_held() -> int:
    """The most memory that this program has held, in KiB.

    `getrusage` would count what the process that started it held before.
    """
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0])


def _limit(allowed: dict[str, float]) -> None:
    _room(int(allowed["memory_bytes"]))
    signal.setitimer(signal.ITIMER_PROF, allowed["seconds"])  # whose signal ends the process


def _room(more: int | None) -> None:
    """Let this process have `more` bytes of address space than it has now; None for no limit."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if more is None:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + max(more, FEWEST_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _done(
    task: Callable[..., object], about: dict[str, object], allowed: dict[str, float]
) -> tuple[object, str]:
    """What came of a task, and why nothing did."""
    try:
        return task(**about), ""
    except Unreadable as reason:
        return None, str(reason)
    except RecursionError:
        return None, "is nested too deeply"
    except MemoryError:
        megabytes = int(allowed["memory_bytes"]) // 2**20
        return None, f"takes more than {megabytes} MiB to read: no honest file does"
    except Exception as error:
        return None, f"cannot be read: {type(error).__name__}: {str(error)[:300]}"
