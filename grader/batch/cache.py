"""ExaminationCache of notebooks, done once: kept by content, found again by content."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grader.batch.digests import environment, job_sums
from grader.batch.store import Store, name_for
from grader.job import Job, NotWellFormed, Report
from grader.limits import Limits


def _line(about: dict[str, str]) -> str:
    return name_for(about["assignment"], about["notebook"], about["student"])


class ExaminationCache:
    """The results of notebooks, on disk.

    Only this process writes here, and only what the examiner reports: a submission has no way
    to this folder. The same notebook handed in twice is examined once.

    Parameters
    ----------
    folder : Path
        Where results are kept.
    packages : tuple of str
        Packages that are not installed, and whose source counts; see `Course.packages`.
    again : bool
        Examine all anew, whatever is kept.
    """

    def __init__(self, folder: Path, packages: tuple[str, ...], again: bool = False) -> None:
        self.packages = packages
        self.results = Store(folder / "results")
        self.latest = Store(folder / "latest")
        self.journal = folder / "examined.log"
        self.again = again
        self.count: Counter[str] = Counter()
        self._guard = threading.Lock()
        self._fresh: set[str] = set()
        self._at_work: dict[str, threading.Lock] = {}

    def sums(self, job: Job, limits: Limits) -> list[str]:
        """The sums of a notebook's cells; the last is the notebook's name here."""
        return job_sums(job, limits.as_plain(), environment(self.packages))

    def find(self, sums: list[str]) -> Report | None:
        """The kept report of the notebook with these sums."""
        if self.again and sums[-1] not in self._fresh:
            return None
        try:
            report = Report.from_plain(self.results.get(sums[-1]))
        except NotWellFormed:
            return None
        return report if len(report.cells) in (len(sums), 0) else None

    def tally(self, what: str) -> None:
        """Count a notebook for the summary, as "examined" or "found"."""
        with self._guard:
            self.count[what] += 1

    @contextlib.contextmanager
    def alone(self, sums: list[str]) -> Iterator[None]:
        """In this block nobody else examines the notebook with these sums."""
        with self._guard:
            lock = self._at_work.setdefault(sums[-1], threading.Lock())
        with lock:
            yield

    def keep(self, sums: list[str], report: Report, about: dict[str, str]) -> Report:
        """Keep a new report."""
        self.results.put(sums[-1], report.as_plain())
        self.latest.put(_line(about), sums)
        with self._guard:
            self._fresh.add(sums[-1])
            self._note(sums[-1], about)
        return report

    def knows(self, assignment: str, notebook: str, student: str) -> bool:
        """Whether a student's notebook was ever examined, in this form or another."""
        about = {"assignment": assignment, "notebook": notebook, "student": student}
        return self.latest.get(_line(about)) is not None

    def follow(self, sums: list[str], about: dict[str, str]) -> None:
        """Remember which result is this student's latest."""
        line = _line(about)
        if self.latest.get(line) != sums:
            self.latest.put(line, sums)

    def _note(self, name: str, about: dict[str, str]) -> None:
        """One line for each examination that has come to its end."""
        entry = {"at": round(time.time(), 3), "result": name, **about}
        entry.pop("db_url", None)
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
