"""One batch at work: who has to be graded, by threads that share nbgrader's desk."""

from __future__ import annotations

import contextlib
import copy
import gc
import os
import queue
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.batch.cache import ExaminationCache
from grader.batch.changes import told
from grader.batch.completion import CompletionMarkers
from grader.batch.converter import BatchAutograde, Desk, Shared
from grader.batch.course import Course, Submission
from grader.batch.engine import check_schemas_once, share_engine
from grader.batch.figure_cache import FigureCache
from grader.batch.gradebook import copy_of, lessons_in, marks, master
from grader.batch.progress import Progress
from grader.batch.publish import publish, remove, withdraw
from grader.batch.run import Order
from grader.batch.store import sweep
from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.folders import check_folder

WRITING = ".being-graded"
"""Beside the students' folders: what is not finished; a name that nbgrader's patterns skip."""
FEWEST = 4
"""Submissions for which running the instructor's notebooks first pays."""


class Session:
    """What one batch knows and does; the course's lock is held.

    Attributes
    ----------
    submissions, waiting : list of Submission
        All that were asked for, and those that have to be graded.
    kept : ExaminationCache
        The cache.
    tiers : set of str
        The sandboxes that results came from.
    """

    def __init__(self, course: Course, order: Order) -> None:
        self.course, self.order, self.lesson = course, order, order.lesson
        self.db_url = course.coursedir.db_url
        share_engine()
        check_schemas_once()
        instructor = master(self.db_url, self.lesson)
        if instructor is None:
            raise course.unknown(self.lesson, lessons_in(self.db_url))
        self.submissions = course.submissions(self.lesson, order.students)
        self._limits = IsolatedExecute(config=course.config).the_limits()
        self.completed = CompletionMarkers(course, self.lesson, instructor)
        self.before = marks(self.db_url, self.lesson)
        self.waiting = [one for one in self.submissions if order.force or not self._done(one)]
        self.kept = ExaminationCache(course.cache, course.packages, again=order.force)
        self.tiers: set[str] = set()
        self._autograded = course.coursedir.autograded_directory
        self._desk, self._shared = Desk(order.seats), Shared()
        self._failed = 0
        self._album = FigureCache(course.cache, enabled=len(self.waiting) >= FEWEST)
        if order.dry_run:
            self.db_url = copy_of(self.db_url, course.cache / "dry-run" / "gradebook.db")

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
        todo: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        for submission in self.waiting:
            todo.put(submission)
        number = min(self.order.seats + 1, len(self.waiting))
        converters = [self._converter() for _ in range(number)]
        if any(self._is_new(one) for one in self.waiting):
            converters[0].start_early()
        end = threading.Barrier(max(number, 1))  # warm processes end with the thread they are of
        threads = [
            threading.Thread(target=self._serve, args=(one, todo, progress, end), daemon=True)
            for one in converters
        ]
        gc.freeze()  # what was imported stays: looking through it again and again takes its time
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.tiers = set().union(*(one.tiers for one in converters))
        self._clear()
        return self._failed

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
    def _stale(self) -> Any:
        return self.course.root / self._autograded / WRITING / "old"

    def _writing(self, student: str) -> Any:
        return self.course.folder(f"{self._autograded}/{WRITING}", student, self.lesson)

    def _converter(self) -> BatchAutograde:
        """An autograder that writes beside the finished submissions."""
        coursedir = copy.copy(self.course.coursedir)
        coursedir.db_url = self.db_url
        coursedir.assignment_id = self.lesson
        coursedir.autograded_directory = f"{self._autograded}/{WRITING}"
        made = BatchAutograde(
            self._desk,
            self._shared,
            self.kept,
            self._album,
            coursedir=coursedir,
            parent=self.course.app,
        )
        made.open()
        return made

    def _is_new(self, submission: Submission) -> bool:
        names = (Path(notebook).stem for notebook in submission.notebooks)
        known = (self.kept.knows(self.lesson, name, submission.student) for name in names)
        return self.order.force or not all(known)

    def _serve(
        self,
        converter: BatchAutograde,
        todo: queue.SimpleQueue[Submission],
        progress: Progress,
        end: threading.Barrier,
    ) -> None:
        try:
            with contextlib.suppress(queue.Empty):
                while True:
                    submission = todo.get_nowait()
                    with self._desk.nbgrader:
                        self._grade(converter, submission, progress)
        finally:
            end.wait()  # however this thread ends: the others wait for it

    def _grade(self, converter: BatchAutograde, submission: Submission, progress: Progress) -> None:
        """Grade one submission to its end; whatever happens to it happens to it alone."""
        reason: BaseException | None
        try:
            reason = converter.grade(submission)
        except BaseException as error:
            reason = error
        try:
            if not self.order.dry_run:
                self._file(submission, reason)
        except BaseException as error:
            reason = reason or error
        for note in converter.notes:
            progress.say(f"• {submission.student}: {note}")
        if reason is not None:
            self._failed += 1
            progress.say(f"✗ {submission.student}: {in_a_line(reason)}")
        progress.step()

    def _file(self, submission: Submission, reason: BaseException | None) -> None:
        """Put the finished folder in its place, and say that it is done."""
        place = self.course.folder(self._autograded, submission.student, self.lesson)
        if reason is not None:
            withdraw(place, self._stale)
            return
        publish(self._writing(submission.student), place, self._stale)
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
