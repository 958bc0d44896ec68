"""A batch's reports: from the cache, or from the executor, whose reports fill it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from weakref import WeakValueDictionary

from grader.batch.cache import ExaminationCache
from grader.batch.executor import Executor
from grader.batch.figure_cache import FigureCache
from grader.batch.refusal import CannotRun
from grader.job import Job, Report
from grader.limits import Limits
from grader.nbgrader.folders import SubmissionRefused
from grader.nbgrader.stock import About, Examining


class Examinations:
    """Gives each job one report, however often it is asked for.

    Parameters
    ----------
    cache, executor, figures
        Where reports are kept and made, and the pictures that jobs are given.
    limits : Limits
        Those of every job.

    Attributes
    ----------
    asked, examined : int
        How many reports nbgrader's steps have asked for, and how many the executor was.
    """

    def __init__(
        self, cache: ExaminationCache, executor: Executor, figures: FigureCache, limits: Limits
    ) -> None:
        self.cache, self.executor, self.figures, self.limits = cache, executor, figures, limits
        self.asked = self.examined = 0
        self._open: WeakValueDictionary[str, Future[Report]] = WeakValueDictionary()

    def begin(self, step: Examining, job: Job, about: About) -> Future[Report]:
        """Let `job` be examined unless its report is known, or somebody holds its future.

        The report is in the cache when the future has it. `step` is nbgrader's, for the folders
        of the instructor's notebooks.
        """
        digest = self.cache.digest(job, self.limits)
        result = self._open.get(digest)
        if result is not None:
            return result
        self._open[digest] = result = Future()
        kept = self.cache.find(digest, job)
        if kept is not None:
            result.set_result(kept)
            return result
        known = self.figures.pictures(step, job, about, self.examine)
        made = self._submit(replace(job, figures=known))
        made.add_done_callback(lambda made: self._arrived(digest, made, about, result))
        self.examined += 1
        return result

    def examine(self, job: Job) -> Report:
        """The report on a notebook of the instructor's, which is kept elsewhere; waits for it."""
        return self._submit(job).result()

    def _submit(self, job: Job) -> Future[Report]:
        try:
            return self.executor.submit(job, self.limits)
        except SubmissionRefused as reason:  # there is no sandbox here, for nobody
            raise CannotRun(str(reason)) from None

    def _arrived(
        self, digest: str, made: Future[Report], about: About, result: Future[Report]
    ) -> None:
        """Keep a report, then hand it on; the executor's thread calls it."""
        try:
            report = made.result()
            self.cache.keep(digest, report, about)
        except BaseException as error:
            result.set_exception(error)
        else:
            result.set_result(report)
