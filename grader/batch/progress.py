"""Tells how far a batch has come."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TextIO

from grader.intake.printable import printable


class Progress:
    """One line that follows the work; on a terminal it is rewritten in place.

    Parameters
    ----------
    total : int
        How many submissions there are to grade.
    out : text file
        Where to write; where it is no terminal, a line at most every `every` seconds.
    every : float
        Seconds between two lines.
    """

    def __init__(self, total: int, out: TextIO | None = None, every: float = 2.0) -> None:
        self.total = total
        self.done = 0
        self.out = out or sys.stdout
        self.live = self.out.isatty()
        self.every = 0.1 if self.live else every
        self.began = self.last = time.monotonic()

    def line(self) -> str:
        """Done and total, rate, time left."""
        seconds = time.monotonic() - self.began
        words = f"{self.done}/{self.total} graded"
        if not self.done or not seconds:
            return words
        rate = self.done / seconds
        speed = f"{rate:.1f} a second" if rate >= 1 else f"{60 * rate:.1f} a minute"
        return f"{words} · {speed} · {in_words((self.total - self.done) / rate)} left"

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.last >= self.every or self.done == self.total:
            self.last = now
            self._show()

    def _show(self) -> None:
        self._write(f"\r\x1b[2K{self.line()}" if self.live else self.line() + "\n")

    def say(self, words: str) -> None:
        """A line of its own, above the one that follows the work."""
        words = printable(words)
        self._write(f"\r\x1b[2K{words}\n" if self.live else f"{words}\n")
        if self.live and self.done:
            self._show()

    def end(self) -> None:
        """Leave the line."""
        if self.live and self.done:
            self._write("\n")

    def _write(self, text: str) -> None:
        """Write at once; when nobody reads any more, a closed terminal say, grading goes on."""
        with contextlib.suppress(OSError):
            self.out.write(text)
            self.out.flush()


def in_words(seconds: float) -> str:
    """A duration as people say it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
