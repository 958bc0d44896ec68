"""Reports on notebooks, kept by the digest of the job that they answer."""

from __future__ import annotations

import json
import time
from pathlib import Path

from grader.batch.digests import environment, job_digest
from grader.batch.store import Store
from grader.job import Job, NotWellFormed, Report
from grader.limits import Limits
from grader.nbgrader.stock import About


class ExaminationCache:
    """Reports on disk.

    Only this process writes here, and only what the examiner reports: a submission has no way
    to this folder. `keep` may be called by several threads.

    Parameters
    ----------
    folder : Path
        The course's cache.
    packages : tuple of str
        Packages that are not installed, and whose source counts; see `Course.packages`.
    again : bool
        Find nothing that was kept before this batch.
    """

    def __init__(self, folder: Path, packages: tuple[str, ...], again: bool = False) -> None:
        self.packages = packages
        self.results = Store(folder / "results")
        self.journal = folder / "examined.log"
        self.again = again
        self._fresh: set[str] = set()

    def digest(self, job: Job, limits: Limits) -> str:
        """The name of a job's report here."""
        return job_digest(job, limits.as_plain(), environment(self.packages))

    def find(self, digest: str, job: Job) -> Report | None:
        """The kept report on `job`, which has that digest."""
        if self.again and digest not in self._fresh:
            return None
        try:
            report = Report.from_plain(self.results.get(digest))
        except NotWellFormed:
            return None
        return report if len(report.cells) == len(job.cells) else None

    def keep(self, digest: str, report: Report, about: About) -> None:
        """Keep a new report, and note in the journal whose notebook it was made for."""
        self.results.put(digest, report.as_plain())
        self._fresh.add(digest)
        entry = {"at": round(time.time(), 3), "result": digest, **about}
        entry.pop("db_url", None)
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
