"""The reader process: it opens files from strangers, and is ended when it takes too much.

A file of a few kilobytes can take minutes and gigabytes to parse. So nobody else parses one: the
reader process does, under a clock of processor time and a limit on its memory, and hands back
plain data of bounded size. It is started when it is first needed and kept for the next file.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

MEBI = 1024 * 1024
T = TypeVar("T")
_ROOT = Path(__file__).parents[2]
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from grader.intake.serve import main; main()"
)


class Unreadable(Exception):
    """A file that cannot be taken as it is; the message says what it is or has."""


@dataclass(frozen=True)
class Allowance:
    """What one task of the reader process may use.

    Attributes
    ----------
    seconds
        Processor time; on the wall's clock it may take `PATIENCE`, for a machine may be busy.
    memory_bytes
        Address space beyond what the process needs for itself.
    reply_bytes
        Size of the answer.
    """

    seconds: float = 10.0
    memory_bytes: int = 1024 * MEBI
    reply_bytes: int = 96 * MEBI


PATIENCE = 180.0
"""Seconds after which a process that uses no processor is given up."""


class Reader:
    """One reader process, for several threads in turn.

    Attributes
    ----------
    spent : float
        Processor seconds that its tasks have taken.
    """

    def __init__(self) -> None:
        self.spent = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    def ask(self, task: str, kind: type[T], allowed: Allowance, **about: object) -> T:
        """What the reader process makes of one of the tasks of `grader.intake.serve`, a `kind`.

        Raises
        ------
        Unreadable
            When the file cannot be taken, or takes more than is allowed.
        """
        request = json.dumps({"task": task, "about": about, "allowed": asdict(allowed)})
        with self._one:
            try:
                answer = json.loads(self._answer(request.encode() + b"\n", allowed))
            except BaseException:
                self.spent += allowed.seconds
                self._end()
                raise
            self.spent += answer["seconds"]
            if not answer["again"]:  # it has grown: the next file finds a fresh one
                self._end()
        if answer["refused"]:
            raise Unreadable(answer["refused"])
        value = answer["value"]
        if not isinstance(value, kind):
            raise Unreadable(f"was read as {type(value).__name__}, expected {kind.__name__}")
        return value

    def _answer(self, request: bytes, allowed: Allowance) -> bytes:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the reader process was started without pipes")
        with contextlib.suppress(BrokenPipeError):  # it is gone: told below
            process.stdin.write(request)
            process.stdin.flush()
        end = time.monotonic() + PATIENCE
        found = bytearray()
        while not found.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(process.stdout.fileno(), MEBI) if ready else b""
            found += piece
            if not piece or len(found) > allowed.reply_bytes:
                raise Unreadable(_too_much(allowed))
        return bytes(found)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            path = [str(_ROOT), *(entry for entry in sys.path if entry)]
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _START, json.dumps(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd="/",
            )
            weakref.finalize(self, _kill, self._process)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            _kill(self._process)
            self._process = None


def _too_much(allowed: Allowance) -> str:
    return (
        f"takes more than {allowed.seconds:g} s or {allowed.memory_bytes // MEBI} MiB to read"
        ": no honest file does"
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


reader = Reader()
"""The one of this process."""
