"""nbgrader's own autograder, working on one submission at a time beside its likes.

Everything it does is stock; only what comes out of the cells is looked up, or examined while
others use nbgrader.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import Any

from nbconvert.writers.files import FilesWriter
from nbgrader.converters import Autograde, NbGraderException

from grader.batch.course import Submission
from grader.batch.examinations import Examinations
from grader.examiner.execute import IsolatedExecute


class Desk:
    """nbgrader's place, for one thread at a time; and seats for examinations.

    nbgrader changes the environment and its own classes while it works, so only one thread may
    use it. While a submission is examined, its thread is away from the desk.
    """

    def __init__(self, seats: int) -> None:
        self.nbgrader = threading.Lock()
        self.seats = threading.Semaphore(seats)

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Wait for a seat and examine in this block; come back to the desk after it."""
        self.nbgrader.release()
        try:
            with self.seats:
                yield
        finally:
            self.nbgrader.acquire()


class Shared:
    """What all converters of a batch share: the examiner belongs to it."""


class BatchAutograde(Autograde):  # type: ignore[misc]
    """Grades submissions that it is handed, and remembers why one failed."""

    def __init__(self, desk: Desk, shared: Shared, kept: Examinations, **kwargs: Any) -> None:
        self.desk, self.shared, self.kept = desk, shared, kept
        self.reason: BaseException | None = None
        self.tiers: set[str] = set()
        super().__init__(**kwargs)

    def open(self) -> None:
        """Get ready, as `BaseConverter.start` does."""
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
        self.exporter = self.exporter_class(parent=self, config=self.config)
        guarded: Any = getattr(self, "init_assignment")  # noqa: B009  the exporter has put a guard before nbgrader's

        def init_assignment(assignment_id: str, student_id: str) -> None:
            with self._remembering():
                guarded(assignment_id, student_id)

        self.init_assignment = init_assignment

    def start_early(self) -> None:
        """Start the warm processes now: something will have to be examined."""
        IsolatedExecute(parent=self.exporter).start_early()

    def grade(self, submission: Submission) -> BaseException | None:
        """Grade one submission; the reason if that failed."""
        self.assignments = {str(submission.folder): list(submission.notebooks)}
        self.reason = None
        try:
            self.convert_notebooks()
        except (NbGraderException, SystemExit) as error:
            return self.reason or error
        return None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """As in nbgrader."""
        with self._remembering():
            super().convert_single_notebook(notebook_filename)

    @contextlib.contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.reason = error
            raise

    def report_on(self, step: Any, job: dict[str, Any], about: dict[str, str]) -> dict[str, Any]:
        """What comes out of a notebook's cells; `IsolatedExecute` asks."""
        sums = self.kept.sums(job, step.the_limits())
        report = self.kept.find(sums)
        if report is None:
            examiner = step.warm_examiner()
            with self.desk.away():
                report = self.kept.find(sums)  # somebody else handed in the same
                if report is None:
                    report = step.examine(job) | {"tier": examiner.sandbox.tier}
                    report = self.kept.keep(sums, report, about)
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # another thread may have left, and unset it
        self.kept.follow(sums, about)
        self.tiers.add(report.get("tier", ""))
        return report
