"""One batch at a time in a course."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def only_batch(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the course's lock; wait for it if another batch has it, and say so.

    The system gives the lock back when its process ends, however it ends.

    Parameters
    ----------
    folder : Path
        The course's cache.
    say : callable
        Told in a sentence whom we wait for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(
                f"Waiting: another batch (process {_holder(descriptor)}) is at work in this course."
            )
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    return os.pread(descriptor, 20, 0).decode("ascii", "replace") or "just starting"
