"""A timer that interrupts the main thread by `SIGALRM`."""

from __future__ import annotations

import functools
import signal
import sys
from typing import Protocol

from course.place import IN_BROWSER


class Timer(Protocol):
    """Sends `SIGALRM` after ``seconds`` and then every ``again`` seconds; never after 0."""

    def set(self, seconds: float, again: float) -> None:
        """Begin anew."""


def has_timer() -> bool:
    """Whether there is a timer here; Windows has none."""
    return IN_BROWSER or hasattr(signal, "setitimer")


def set_timer(seconds: float, again: float = 0.0) -> None:
    """Let `SIGALRM` come after ``seconds``, and then every ``again`` seconds; never after 0."""
    if sys.platform == "win32":
        raise OSError("this system has no timer signal")
    if IN_BROWSER:
        _browser_timer().set(seconds, again)
    else:
        signal.setitimer(signal.ITIMER_REAL, seconds, again)


@functools.cache
def _browser_timer() -> Timer:
    """A timer made of Pyodide's interrupt buffer.

    Pyodide reads the buffer every few lines of Python, and takes what it reads for the number of a
    signal. Ours is no memory but an object that looks at the clock when it is read. So a line that
    takes long by itself, such as a sleep, is not interrupted.
    """
    import pyodide_js
    from pyodide.code import run_js

    timer: Timer = run_js(_CLOCK % int(signal.SIGALRM))
    pyodide_js.setInterruptBuffer(timer)
    return timer


_CLOCK = """(() => {
    let due = Infinity;
    let again = 0;
    return {
        get 0() {
            const now = performance.now();
            if (now < due) return 0;
            due = again ? now + again : Infinity;
            return %d;
        },
        set 0(_) {},
        set(seconds, repeat) {
            due = seconds ? performance.now() + 1000 * seconds : Infinity;
            again = 1000 * repeat;
        },
    };
})()"""
