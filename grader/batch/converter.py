"""nbgrader's own autograder as a batch uses it: first jobs, then all its steps."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from nbconvert.writers.files import FilesWriter
from nbformat import NotebookNode
from nbgrader.converters import Autograde, NbGraderException
from traitlets import HasTraits
from traitlets.utils.importstring import import_item

from grader.batch.course import Submission
from grader.batch.examinations import Examinations
from grader.batch.refusal import CannotRun
from grader.batch.transaction import Transaction
from grader.job import Job, Report
from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.autograde.reading import place_of, read_notebook
from grader.nbgrader.folders import check_folder
from grader.nbgrader.stock import About, Preprocessed, Resources


class BatchAutograde(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Grades submissions one by one, and remembers why one failed.

    Attributes
    ----------
    execute : IsolatedExecute
        The step that makes jobs.
    examinations : Examinations
        Where reports come from; whoever makes a converter sets it.
    tiers : set of str
        The sandboxes that reports came from.
    notes : list of str
        What the instructor should know of the latest submission.
    """

    examinations: Examinations

    def __init__(self, transaction: Transaction, **kwargs: object) -> None:
        self.transaction = transaction
        self.reason: BaseException | None = None
        self.tiers: set[str] = set()
        self.notes: list[str] = []
        super().__init__(**kwargs)
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.execute = self._until_examined()
        for name in ("init_destination", "init_assignment", "convert_single_notebook"):
            setattr(self, name, self._whole(getattr(self, name)))  # with the exporter's guards

    def _until_examined(self) -> IsolatedExecute:
        """Set up nbgrader's steps up to the examination, for the first stage: that step."""
        exporter = self.exporter_class(parent=self, config=self.config)
        self._steps: list[Callable[[NotebookNode, Resources], Preprocessed]] = []
        for name in [*self.sanitize_preprocessors, *self.autograde_preprocessors]:
            kind = import_item(name) if isinstance(name, str) else name
            if isinstance(kind, type):
                kind = kind(parent=exporter) if issubclass(kind, HasTraits) else kind()
            if isinstance(kind, IsolatedExecute):
                return kind
            self._steps.append(kind)
        raise CannotRun("IsolatedExecute is none of c.Autograde.autograde_preprocessors")

    def _whole(self, step: Callable[..., object]) -> Callable[..., object]:
        """`step` in one transaction, which remembers an error: nbgrader only logs it."""

        def whole(*arguments: str) -> object:
            try:
                with self.transaction.begin():
                    return step(*arguments)
            except BaseException as error:
                self.reason = error
                raise

        return whole

    def jobs(self, submission: Submission) -> Iterator[tuple[Job, About]]:
        """The job of each notebook, and whose it is; nothing is written.

        A notebook that cannot be read, or is none of the assignment's, has none: `grade` says so.
        """
        check_folder(submission.folder, self.execute.the_limits())
        for notebook in submission.notebooks:
            try:
                with self.transaction.begin():
                    found = self._job(notebook)
            except CannotRun:
                raise
            except Exception:
                continue
            yield found

    def _job(self, notebook: str) -> tuple[Job, About]:
        resources: Resources = self.init_single_notebook_resources(notebook)
        resources["metadata"] = place_of(notebook)
        nb, level = read_notebook(Path(notebook), self.execute.the_limits()), self.log.level
        self.log.setLevel(logging.CRITICAL)  # steps that are taken, and logged, once more
        try:
            for step in self._steps:
                nb, resources = step(nb, resources)
        finally:
            self.log.setLevel(level)
        return self.execute.job(nb, resources["nbgrader"]), resources["nbgrader"]

    def grade(self, submission: Submission) -> BaseException | None:
        """Take all of nbgrader's steps; the reason if that failed."""
        self.assignments = {str(submission.folder): list(submission.notebooks)}
        self.reason, self.notes = None, []
        try:
            self.convert_notebooks()
        except (NbGraderException, SystemExit) as error:
            return self.reason or error
        return None

    def note(self, words: str) -> None:
        """Keep a sentence about the submission for whoever grades."""
        self.log.warning(words)
        self.notes.append(words)

    def examine(self, job: Job, about: About | None) -> Report:
        """The report on a job; `IsolatedExecute` asks."""
        if about is None:
            return self.examinations.examine(job)
        report = self.examinations.begin(self.execute, job, about).result()
        self.examinations.asked += 1
        self.tiers.add(report.tier)
        self.notes += report.notes
        return report
