"""nbgrader's own autograder, working on one submission at a time beside its likes.

Everything it does is stock; only what comes out of the cells is looked up, or examined while
others use nbgrader.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from nbconvert.writers.files import FilesWriter
from nbgrader.converters import Autograde, NbGraderException

from grader.batch.cache import ExaminationCache
from grader.batch.course import Submission
from grader.batch.figure_cache import FigureCache
from grader.job import Job, Report
from grader.nbgrader.autograde.execute import IsolatedExecute


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


class BatchAutograde(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Grades submissions that it is handed, and remembers why one failed."""

    def __init__(
        self, desk: Desk, shared: Shared, kept: ExaminationCache, album: FigureCache, **kwargs: Any
    ) -> None:
        self.desk, self.shared, self.kept, self.album = desk, shared, kept, album
        self.reason: BaseException | None = None
        self.tiers: set[str] = set()
        self.notes: list[str] = []
        super().__init__(**kwargs)

    def open(self) -> None:
        """Get ready, as `BaseConverter.start` does."""
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]  # nbconvert's
        self.exporter = self.exporter_class(parent=self, config=self.config)
        for name in ("init_destination", "init_assignment"):
            setattr(self, name, self._remembered(getattr(self, name)))  # with the exporter's guards

    def _remembered(self, step: Callable[[str, str], Any]) -> Callable[[str, str], Any]:
        def remembered(assignment_id: str, student_id: str) -> Any:
            with self._remembering():
                return step(assignment_id, student_id)

        return remembered

    def note(self, words: str) -> None:
        """Keep a sentence about the submission for whoever grades."""
        self.log.warning(words)
        self.notes.append(words)

    def start_early(self) -> None:
        """Start the warm processes now: something will have to be examined."""
        IsolatedExecute(parent=self.exporter).start_early()

    def grade(self, submission: Submission) -> BaseException | None:
        """Grade one submission; the reason if that failed, and `notes` for the instructor."""
        self.assignments = {str(submission.folder): list(submission.notebooks)}
        self.reason, self.notes = None, []
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

    def report_on(self, step: Any, job: Job, about: dict[str, str]) -> Report:
        """What comes out of a notebook's cells; `IsolatedExecute` asks."""
        limits = step.the_limits()
        sums = self.kept.sums(job, limits)
        found, what = self.kept.find(sums), "found"
        if found is None:
            examiner = step.warm_examiner()
            with self.desk.away(), self.kept.alone(sums):
                found = self.kept.find(sums)  # somebody else may have handed in the same
                if found is None:
                    known = replace(job, figures=self.album.pictures(step, job, about))
                    report = examiner.examine(known, limits)
                    found, what = self.kept.keep(sums, report, about), "examined"
        self.kept.tally(what)
        self.kept.follow(sums, about)
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # another thread may have left, and unset it
        self.tiers.add(found.tier)
        self.notes += found.notes
        return found
