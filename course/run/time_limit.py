"""Stop code that takes too long, so that an endless loop ends in words and not in a dead kernel."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from course.place.timer import has_timer, set_timer

_running: list[Callable[[], None]] = []  # how to begin each limit anew, the innermost last


class TimeUp(BaseException):
    """Raised inside code that ran longer than its limit.

    A BaseException, so that a learner's own `except Exception` does not swallow it.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` in this block when it runs longer than `seconds`.

    In the main thread a timer signal is used, which also ends a sleep; elsewhere, and where the
    system has no such timer (Windows), an exception is set in the running thread, which takes
    effect between two lines of Python.
    """
    main = threading.current_thread() is threading.main_thread()
    guard = _by_signal if main and has_timer() else _by_thread
    with guard(seconds):
        try:
            yield
        finally:
            _running.pop()


def renew() -> None:
    """Give the innermost block that runs under a limit its whole time again."""
    if _running:
        _running[-1]()


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    def begin() -> None:
        set_timer(seconds, 0.5)  # again, should an except swallow it

    before = signal.signal(signal.SIGALRM, ring)
    _running.append(begin)
    begin()
    try:
        yield
    finally:
        set_timer(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    identity = ctypes.c_ulong(threading.get_ident())
    interrupt = ctypes.pythonapi.PyThreadState_SetAsyncExc
    timers: list[threading.Timer] = []

    def begin() -> None:
        while timers:
            timers.pop().cancel()
        timers.append(threading.Timer(seconds, interrupt, [identity, ctypes.py_object(TimeUp)]))
        timers[0].daemon = True
        timers[0].start()

    _running.append(begin)
    begin()
    try:
        yield
    finally:
        timers[0].cancel()
