"""One batch at work: who has to be graded, in two stages.

Jobs are made of submissions and examined, several at once, by an executor. As reports arrive the
main thread alone takes nbgrader's own steps, for one submission after another.
"""

from __future__ import annotations

import copy
import gc
import os
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path

from grader.batch.cache import ExaminationCache
from grader.batch.changes import told
from grader.batch.completion import CompletionMarkers
from grader.batch.converter import BatchAutograde
from grader.batch.course import Course, Submission
from grader.batch.examinations import Examinations
from grader.batch.executor import LocalExecutor
from grader.batch.figure_cache import FigureCache
from grader.batch.gradebook import copy_of, lessons_in, marks, master
from grader.batch.order import Order
from grader.batch.progress import Progress
from grader.batch.publish import publish, remove, withdraw
from grader.batch.refusal import CannotRun
from grader.batch.store import sweep
from grader.batch.transaction import Transaction
from grader.job import Report
from grader.nbgrader.folders import check_folder

WRITING = ".being-graded"
"""Beside the students' folders: what is not finished; a name that nbgrader's patterns skip."""
FEWEST = 4
"""Submissions for which running the instructor's notebooks first pays."""


@dataclass(frozen=True)
class Begun:
    """A submission, and its notebooks' reports as they arrive."""

    submission: Submission
    reports: tuple[Future[Report], ...]

    @property
    def is_examined(self) -> bool:
        """Whether all reports are there."""
        return all(report.done() for report in self.reports)


class Session:
    """What one batch knows and does; the course's lock is held.

    Attributes
    ----------
    submissions, waiting : list of Submission
        All that were asked for, and those that have to be graded.
    examinations : Examinations
        Their reports.
    """

    def __init__(self, course: Course, order: Order) -> None:
        self.course, self.order, self.lesson = course, order, order.lesson
        self.db_url = course.coursedir.db_url
        instructor = master(self.db_url, self.lesson)
        if instructor is None:
            raise course.unknown(self.lesson, lessons_in(self.db_url))
        self.submissions = course.submissions(self.lesson, order.students)
        self.completed = CompletionMarkers(course, self.lesson, instructor)
        self.before = marks(self.db_url, self.lesson)
        if order.dry_run:
            self.db_url = copy_of(self.db_url, course.cache / "dry-run" / "gradebook.db")
        self._autograded = course.coursedir.autograded_directory
        self._transaction = Transaction(self.db_url, course.coursedir.course_id)
        self.converter = self._converter()
        execute = self.converter.execute
        self._limits = execute.the_limits()
        self.waiting = [one for one in self.submissions if order.force or not self._done(one)]
        self._executor = LocalExecutor(execute.start_early, execute.warm_examiner, order.places)
        self.converter.examinations = self.examinations = Examinations(
            ExaminationCache(course.cache, course.packages, again=order.force),
            self._executor,
            FigureCache(course.cache, enabled=len(self.waiting) >= FEWEST),
            self._limits,
        )
        self._failed = 0

    def _converter(self) -> BatchAutograde:
        """An autograder that writes beside the finished submissions."""
        coursedir = copy.copy(self.course.coursedir)
        coursedir.db_url = self.db_url
        coursedir.assignment_id = self.lesson
        coursedir.autograded_directory = f"{self._autograded}/{WRITING}"
        return BatchAutograde(self._transaction, coursedir=coursedir, parent=self.course.app)

    def _done(self, submission: Submission) -> bool:
        """Whether nothing is to be done; a folder that must not be read is refused later."""
        try:
            check_folder(submission.folder, self._limits)
            return self.completed.holds(submission, self.before.get(submission.student))
        except Exception:
            return False

    def work(self, progress: Progress) -> int:
        """Grade all that wait; how many could not be."""
        self._clear()
        self._make_scratch()
        gc.freeze()  # what was imported stays: looking through it again and again takes its time
        waiting, begun = deque(self.waiting), list[Begun]()
        most = 2 * self._executor.places + 1
        while waiting or begun:
            ready = next((one for one in begun if one.is_examined), None)
            if ready is not None:
                begun.remove(ready)
                self._finish(ready.submission, progress)
                del ready  # its reports are large
            elif waiting and len(begun) < most:
                begun.append(self._begin(waiting.popleft()))
            else:
                reports = [report for one in begun for report in one.reports if not report.done()]
                wait(reports, return_when=FIRST_COMPLETED)
        self._executor.close()
        self._clear()
        return self._failed

    def _begin(self, submission: Submission) -> Begun:
        """The first stage. What goes wrong here goes wrong in the second, which tells of it."""
        reports: list[Future[Report]] = []
        try:
            for job, about in self.converter.jobs(submission):
                reports.append(self.examinations.begin(self.converter.execute, job, about))
        except (KeyboardInterrupt, CannotRun):
            raise
        except BaseException:
            pass
        return Begun(submission, tuple(reports))

    def _finish(self, submission: Submission, progress: Progress) -> None:
        """The second stage; whatever happens to a submission happens to it alone."""
        reason: BaseException | None
        try:
            reason = self.converter.grade(submission)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            reason = error
        try:
            if not self.order.dry_run:
                self._file(submission, reason)
        except Exception as error:
            reason = reason or error
        for note in self.converter.notes:
            progress.say(f"• {submission.student}: {note}")
        if reason is not None:
            self._failed += 1
            progress.say(f"✗ {submission.student}: {in_a_line(reason)}")
        progress.step()

    def _make_scratch(self) -> None:
        """A folder for the trusted processes, which a later batch removes if this one is killed."""
        scratch = self.course.cache / "scratch"
        scratch.mkdir()
        tempfile.tempdir = os.environ["TMPDIR"] = str(scratch)

    def _clear(self) -> None:
        sweep(self.course.cache)
        remove(self.course.cache / "scratch")
        remove(self.course.root / self._autograded / WRITING)

    @property
    def _stale(self) -> Path:
        return Path(self.course.root, self._autograded, WRITING, "old")

    def _writing(self, student: str) -> Path:
        return self.course.folder(f"{self._autograded}/{WRITING}", student, self.lesson)

    def _file(self, submission: Submission, reason: BaseException | None) -> None:
        """Put the finished folder in its place, and say that it is done."""
        place = self.course.folder(self._autograded, submission.student, self.lesson)
        if reason is not None:
            withdraw(place, self._stale)
            return
        publish(self._writing(submission.student), place, self._stale)
        with self._transaction.begin():
            now = marks(self.db_url, self.lesson, submission.student)
        self.completed.write(submission, now.get(submission.student))

    def changes(self) -> Iterator[str]:
        """Whose marks would change, and where, in lines."""
        after = marks(self.db_url, self.lesson)
        return told(self.submissions, self.before, after)


def in_a_line(reason: BaseException) -> str:
    """An exception's words on one line of bearable length."""
    words = " ".join(str(reason).split()) or type(reason).__name__
    known = type(reason).__name__ in {"SubmissionRefused", "SubmissionError", "ExaminerFailed"}
    words = words if known else f"{type(reason).__name__}: {words}"
    return words if len(words) <= 400 else words[:400] + " …"
