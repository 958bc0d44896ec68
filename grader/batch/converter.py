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

from grader.batch.album import Album
from grader.batch.course import Submission
from grader.batch.examinations import Examinations, Report
from grader.examiner import two_runs
from grader.examiner.examiner import Examiner
from grader.examiner.execute import IsolatedExecute

Job = dict[str, Any]


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
        self, desk: Desk, shared: Shared, kept: Examinations, album: Album, **kwargs: Any
    ) -> None:
        self.desk, self.shared, self.kept, self.album = desk, shared, kept, album
        self.reason: BaseException | None = None
        self.tiers: set[str] = set()
        super().__init__(**kwargs)

    def open(self) -> None:
        """Get ready, as `BaseConverter.start` does."""
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]  # nbconvert's
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

    def report_on(self, step: Any, job: Job, about: dict[str, str]) -> Report:
        """What comes out of a notebook's cells; `IsolatedExecute` asks."""
        runs = dict(zip(_names(job), two_runs.parts(job), strict=True))
        sums = {part: self.kept.sums(run, step.the_limits()) for part, run in runs.items()}
        found = {part: self.kept.find(sums[part]) for part in runs}
        made: dict[str, Report] = {}
        if None in found.values():
            examiner = step.warm_examiner()
            with self.desk.away(), self.kept.alone(list(sums.values())[-1]):
                for part in runs:  # somebody else may have handed in the same
                    found[part] = found[part] or self.kept.find(sums[part])
                made = self._examined(step, examiner, job, about, [p for p in runs if not found[p]])
                for part, report in made.items():
                    found[part] = self.kept.keep(sums[part], report, about, part)
        self.kept.tally("examined" if made else "found")
        for part in runs:
            self.kept.follow(sums[part], about, part)
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # another thread may have left, and unset it
        reports: list[Any] = list(found.values())
        self.tiers.update(report["tier"] for report in reports)
        return reports[0] if len(reports) == 1 else two_runs.combined(job, *reports)

    def _examined(
        self, step: Any, examiner: Examiner, job: Job, about: dict[str, str], missing: list[str]
    ) -> dict[str, Report]:
        """Reports of the parts that are missing, in as few runs as will do."""
        limits, made = step.the_limits(), {}
        if missing and missing != ["mark"]:
            known = {"pictures": self.album.pictures(step, job, about)}
            wanted = {"show": two_runs.to_show(job), "whole": job}
            whole = len(missing) == 2
            run = two_runs.at_once(job) if whole else wanted[missing[0]]
            shown, marked = two_runs.both(examiner.run(run | known, limits))
            made[missing[0]] = shown
            if whole and marked:
                made["mark"] = marked
        if "mark" in missing and "mark" not in made:
            made["mark"] = examiner.run(two_runs.to_mark(job), limits)
        return {part: _kept(report, examiner) for part, report in made.items()}


def _names(job: Job) -> tuple[str, ...]:
    """What the parts of a notebook's examination are called."""
    return ("show", "mark") if two_runs.has_hidden_tests(job) else ("whole",)


def _kept(report: Report, examiner: Examiner) -> Report:
    """What is worth keeping of a report."""
    kept = {key: report[key] for key in ("cells", "gone", "processor_seconds")}
    return kept | {"tier": examiner.sandbox.tier}
