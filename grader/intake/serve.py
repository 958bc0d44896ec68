"""What the reader process does: one task after another, each under its own limits."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.intake.reader import Unreadable

GROWN = 256 * 1024  # KiB; a process that has held more is not kept
FEWEST_BYTES = 16 * 1024 * 1024
"""Room that is kept for telling that there was no room."""


def _notebook(path: str, **most: int) -> Any:
    from grader.intake.notebook import read

    return read(Path(path), **most)


def _archive(path: str, into: str, **most: int) -> Any:
    from grader.intake.archive import unpack

    return unpack(Path(path), Path(into), **most)


def _markdown(source: str, attachments: dict[str, dict[str, str]]) -> Any:
    from grader.intake.page import markdown

    return markdown(source, attachments)


def _code(source: str, lexer: str) -> Any:
    from grader.intake.page import code

    return code(source, lexer)


def _html(source: str) -> Any:
    from grader.harmless import clean

    return clean(source)


TASKS: dict[str, Callable[..., Any]] = {
    "notebook": _notebook,
    "archive": _archive,
    "markdown": _markdown,
    "code": _code,
    "html": _html,
}


def main() -> None:
    """Answer requests, one JSON document a line, until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _limit(request["allowed"])
        value, refused = _done(request)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _room(None)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > GROWN
        answer = {"value": value, "refused": refused, "again": not grown}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _limit(allowed: dict[str, Any]) -> None:
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


def _done(request: dict[str, Any]) -> tuple[Any, str]:
    """What came of a task, and why nothing did."""
    try:
        return TASKS[request["task"]](**request["about"]), ""
    except Unreadable as reason:
        return None, str(reason)
    except RecursionError:
        return None, "is nested too deeply"
    except MemoryError:
        megabytes = request["allowed"]["memory_bytes"] // 2**20
        return None, f"takes more than {megabytes} MiB to read: no honest file does"
    except Exception as error:
        return None, f"cannot be read: {type(error).__name__}: {str(error)[:300]}"
