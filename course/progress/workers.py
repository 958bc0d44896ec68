"""Look at many lessons, each in a process of its own that starts with everything imported.

``python -m course.progress.workers SCRATCH SECONDS FOLDER...`` writes each lesson's results into
SCRATCH, and a line ``["05-momentum", true]`` as each one ends: whether it did so in time.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from course.progress.worker import write_results

# Imports are most of the work. Only Linux shares them safely: elsewhere each process has its own.
if sys.platform == "linux":
    CONTEXT = multiprocessing.get_context("fork")
else:
    CONTEXT = multiprocessing.get_context("spawn")
AT_ONCE = max(2, os.cpu_count() or 2)


def look_at_all(folders: list[Path], scratch: Path, seconds: float) -> None:
    """Look at every lesson, a few at once, and tell as each one ends; none may take too long."""
    waiting, running = list(folders), dict[int, tuple[Path, BaseProcess, float]]()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            folder = waiting.pop(0)
            process = _start(folder, scratch)
            running[process.sentinel] = (folder, process, time.monotonic() + seconds)
        soonest = min(deadline for _, _, deadline in running.values())
        ended = wait(list(running), max(0.0, soonest - time.monotonic()))
        for sentinel, (folder, process, deadline) in list(running.items()):
            if sentinel in ended or time.monotonic() >= deadline:
                process.kill()
                process.join()
                del running[sentinel]
                print(json.dumps([folder.name, sentinel in ended]), flush=True)


def _start(folder: Path, scratch: Path) -> BaseProcess:
    process = CONTEXT.Process(target=_look, args=(folder, scratch / folder.name), daemon=True)
    process.start()
    return process


def _look(folder: Path, results: Path) -> None:
    """In the lesson's own process: say nothing where our lines go, and look."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.chdir(folder)
    write_results(folder, results)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # which ends the lessons' processes too
    if sys.platform == "linux":
        import matplotlib.pyplot  # noqa: F401  # nearly every lesson draws
    look_at_all([Path(one) for one in sys.argv[3:]], Path(sys.argv[1]), float(sys.argv[2]))
