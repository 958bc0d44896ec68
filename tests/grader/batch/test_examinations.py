"""What is handed in twice is examined once, even at the same moment; a report is kept at once."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.batch.cache import ExaminationCache
from grader.batch.examinations import Examinations
from grader.batch.figure_cache import FigureCache
from grader.batch.refusal import CannotRun
from grader.examiner.examiner import ExaminerFailed
from grader.job import LEARNER, CellResult, Job, JobCell, Report
from grader.limits import Limits
from grader.nbgrader.folders import SubmissionRefused

ABOUT = {"assignment": "ps1", "notebook": "one", "student": "ada"}
JOB = Job((JobCell(LEARNER, "", "x = 1"),))
REPORT = Report((CellResult(()),), notes=("a word",), tier="namespaces")


class Elsewhere:
    """An executor whose jobs end when a test says so; it shares nothing but plain data."""

    places = 2

    def __init__(self) -> None:
        self.at_work: list[Future[Report]] = []

    def submit(self, job: Job, limits: Limits) -> Future[Report]:
        assert Job.from_plain(job.as_plain()) == job
        self.at_work.append(Future())
        return self.at_work[-1]

    def close(self) -> None:
        """Nothing to close."""


def examinations(folder: Path, again: bool = False) -> tuple[Examinations, Elsewhere]:
    executor = Elsewhere()
    cache = ExaminationCache(folder, (), again=again)
    figures = FigureCache(folder, enabled=False)
    return Examinations(cache, executor, figures, Limits()), executor


def begin(of: Examinations, job: Job = JOB) -> Future[Report]:
    return of.begin(SimpleNamespace(), job, ABOUT)


def test_two_who_need_the_same_report_at_once_share_it(tmp_path: Path) -> None:
    made, executor = examinations(tmp_path)
    first, second = begin(made), begin(made)
    other = begin(made, replace(JOB, files={"data.csv": b"1"}))
    assert len(executor.at_work) == 2 and not first.done()
    executor.at_work[0].set_result(REPORT)
    assert first.result(0) == second.result(0) == REPORT and not other.done()
    assert made.examined == 2


def test_a_report_is_in_the_cache_before_anybody_has_it(tmp_path: Path) -> None:
    """Whatever ends this process then, the next one examines nothing again."""
    made, executor = examinations(tmp_path)
    begun, seen = begin(made), list[Report]()
    begun.add_done_callback(lambda _: seen.append(begin(examinations(tmp_path)[0]).result(0)))
    executor.at_work[0].set_result(REPORT)
    assert seen == [REPORT]


def test_to_examine_again_takes_nothing_that_an_earlier_batch_has_kept(tmp_path: Path) -> None:
    made, executor = examinations(tmp_path)
    begin(made)
    executor.at_work[0].set_result(REPORT)
    anew, executor = examinations(tmp_path, again=True)
    begun = begin(anew)
    assert not begun.done()
    executor.at_work[0].set_result(REPORT)
    del begun
    assert begin(anew).result(0) == REPORT


def test_a_failed_examination_is_not_kept(tmp_path: Path) -> None:
    made, executor = examinations(tmp_path)
    begun = begin(made)
    executor.at_work[0].set_exception(ExaminerFailed("it took too long"))
    with pytest.raises(ExaminerFailed):
        begun.result(0)
    assert not begin(examinations(tmp_path)[0]).done()


def test_without_a_sandbox_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, executor = examinations(tmp_path)

    def refuse(*_: object) -> Future[Report]:
        raise SubmissionRefused("no sandbox here")

    monkeypatch.setattr(executor, "submit", refuse)
    with pytest.raises(CannotRun, match="no sandbox here"):
        begin(made)
