"""The step that replaces nbgrader's `Execute`: run the learner's cells and the tests apart."""

from __future__ import annotations

import importlib.util
import weakref
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import Execute
from traitlets import Bool, Dict, List, Unicode

from grader.examiner.examiner import Examiner
from grader.examiner.processes import NAMESPACES, PROCESS_ONLY, NoSandbox, available_tier
from grader.intake.printable import printable
from grader.job import Job, Report
from grader.limits import Limits
from grader.markers import Markers
from grader.nbgrader.folders import SubmissionRefused, converter_of, data_files, owner_of
from grader.nbgrader.jobs import make_job
from grader.nbgrader.plan import steps_for
from grader.nbgrader.reference import expected_checks
from grader.nbgrader.stock import About, Preprocessed, Resources
from grader.rpc.crossing import Output

_examiners: weakref.WeakKeyDictionary[object, Examiner] = weakref.WeakKeyDictionary()


class IsolatedExecute(Execute):  # type: ignore[misc]  # nbgrader has no types
    """Runs a submission in a sandbox and its tests outside, and writes ordinary outputs."""

    limits = Dict(help="Changes to the limits of a submission; see grader/limits.py.").tag(
        config=True
    )
    preload = List(
        Unicode(),
        ["numpy", "matplotlib.pyplot", "ipywidgets", "anywidget"],
        help="Modules that learners' notebooks import: warmed up once for all submissions.",
    ).tag(config=True)
    trusted_preload = List(
        Unicode(), ["numpy"], help="Modules that hidden tests import: warmed up once."
    ).tag(config=True)
    learner_packages = List(
        Unicode(),
        help="Packages that are not installed in site-packages and that learners may import. "
        "What a test imports from them runs on the learner's side.",
    ).tag(config=True)
    allow_unsandboxed = Bool(
        False,
        help="Grade even where no sandbox is available. Submissions can then read and write "
        "whatever the instructor's account can.",
    ).tag(config=True)

    def the_limits(self) -> Limits:
        """Limits from the config; nbgrader's `Execute.timeout` counts for those not given."""
        return Limits.from_timeout(self.timeout, self.limits)

    def start_early(self) -> Limits:
        """Start the warm processes; they import while nbgrader does other things."""
        self._examiner()
        return self.the_limits()

    def _examiner(self) -> Examiner:
        owner = owner_of(self)
        if owner not in _examiners:
            made = self._made(NAMESPACES)
            _examiners[owner] = made
            weakref.finalize(owner, made.close)
        return _examiners[owner]

    def _made(self, tier: str) -> Examiner:
        packages = [_folder_of(name) for name in self.learner_packages]
        preload = [*self.preload, *self.learner_packages]
        try:
            return Examiner(preload, self.trusted_preload, packages, tier)
        except NoSandbox as error:
            if not self.allow_unsandboxed:
                raise _refusal(str(error)) from None
            return Examiner(preload, self.trusted_preload, packages, PROCESS_ONLY)

    def preprocess(self, nb: NotebookNode, resources: Resources, km: object = None) -> Preprocessed:
        """Fill the outputs of every code cell."""
        about = resources["nbgrader"]
        report = self.examine(self.job(nb, about), about)
        for number, (cell, result) in enumerate(zip(_code(nb), report.cells, strict=True), 1):
            cell.outputs = [from_dict(_numbered(output, number)) for output in result.outputs]
            cell.execution_count = number
        for note in report.notes:
            self.log.warning("%s: %s", printable(about["student"]), printable(note))
        return nb, resources

    def job(self, nb: NotebookNode, about: About) -> Job:
        """The examination that a notebook needs; `about` as in nbgrader's resources."""
        steps = steps_for(self, about)
        files, modules = data_files(self, about)
        packages, markers = list(self.learner_packages), Markers.of(self)
        job = make_job(_code(nb), steps, packages, files, modules, markers)
        expected = expected_checks(self, about, steps)
        counted = (replace(cell, checks=expected.get(cell.grade_id, 0)) for cell in job.cells)
        return replace(job, cells=tuple(counted))

    def examine(self, job: Job, about: About | None = None) -> Report:
        """The report on `job`; a converter with an `examine` of its own, a batch's, makes it.

        Parameters
        ----------
        about
            Whose notebook it is; None for the instructor's own.
        """
        of_batch = getattr(converter_of(self), "examine", None)
        if of_batch is not None:
            report: Report = of_batch(job, about)
            return report
        examiner = self.warm_examiner()
        self.log.info("Grading in isolation (%s)", examiner.sandbox.tier)
        return examiner.examine(job, self.the_limits())

    def warm_examiner(self) -> Examiner:
        """The examiner, ready; in the weaker tier if that is allowed and all there is."""
        examiner = self._examiner()
        try:
            _ = examiner.sandbox.missing, examiner.trusted.missing
        except NoSandbox:
            tier, obstacle = available_tier()
            if tier == NAMESPACES or not self.allow_unsandboxed:
                raise _refusal(obstacle or "the warm process did not start") from None
            examiner = _examiners[owner_of(self)] = self._made(PROCESS_ONLY)
        return examiner


def _code(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def _refusal(obstacle: str) -> SubmissionRefused:
    return SubmissionRefused(
        f"no sandbox here: {obstacle}. Nothing is graded without one; `python -m grader doctor` "
        "says how to get it. To grade all the same, on work you trust: "
        "c.IsolatedExecute.allow_unsandboxed = True"
    )


def _folder_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(
            f"c.IsolatedExecute.learner_packages names `{package}`, which cannot be imported"
        )
    origin = Path(found.origin)
    return origin.parent if found.submodule_search_locations else origin


def _numbered(output: Output, number: int) -> Output:
    if output["output_type"] == "execute_result":
        return output | {"execution_count": number}
    return output
