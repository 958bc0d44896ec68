"""Refuses to build an assignment whose tests ask for what cannot cross the line.

The instructor's own notebook is run twice: once with the tests beside the answers, as stock
nbgrader would, once apart. A test that holds in the first and not in the second would take
marks from everybody, so the author is told now, with the cell's name and what to write instead.
Then it is run with answers that are broken. A test that fails beside these and holds apart from
them would give marks to everybody: it is refused as well, and so is a test that does nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from traitlets import Bool, List, Unicode

from grader.examiner.examiner import Examiner, ExaminerFailed
from grader.job import ANSWER, LEARNER, PLAIN, TEST, Job
from grader.limits import Limits
from grader.markers import Markers
from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.folders import SubmissionRefused, python_files
from grader.nbgrader.generate.broken import Break, broken_answers
from grader.nbgrader.generate.patterns import found_in
from grader.nbgrader.jobs import make_job
from grader.nbgrader.plan import Step, role_of
from grader.nbgrader.reference import counts_in, course_files, file_for, keep, shortfalls
from grader.nbgrader.stock import Preprocessed, Resources

_NO_MODULE = ("ModuleNotFoundError:", "ImportError:")
_TRIAL_SECONDS = 10
"""The most that a cell or a call may take with a broken answer, which may never end."""


class UncrossableTest(Exception):
    """Tests of an assignment would not give in isolation what they give in a notebook."""


class MustCross(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Runs the source notebook's tests apart from its answers before it is released."""

    excused = List(
        Unicode(), help="Names of test cells that are released whatever is found in them."
    ).tag(config=True)

    try_broken = Bool(
        True,
        help="Whether broken answers are tried too: about six more runs of the notebook. Without "
        "them a test that is blind in isolation is not noticed.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Refuse what holds, or fails, in one process only."""
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        steps = [_step(cell) for cell in cells]
        if not any(step.role == TEST for step in steps):
            return nb, resources
        execute = IsolatedExecute(parent=self.parent)
        files = course_files(self, resources["nbgrader"]["assignment"])
        packages = list(execute.learner_packages)
        modules, markers = python_files(files), Markers.of(self)
        job = make_job(cells, steps, packages, files, modules, markers).with_nothing_hidden()
        try:
            trial = Trial(execute.warm_examiner(), job, execute.the_limits())
            wrong = trial.uncrossable() or trial.idle()
            if self.try_broken and not wrong:
                wrong = trial.blind(self._blanks(cells, steps))
        except (SubmissionRefused, ExaminerFailed) as error:
            self.log.warning("Tests were not tried in isolation: %s", error)
            return nb, resources
        for name in self.excused:
            wrong.pop(name, None)
        if wrong:
            raise UncrossableTest(_report(resources["nbgrader"]["notebook"], wrong))
        for name in trial.never_failed if self.try_broken else ():
            self.log.warning("Test cell `%s` holds for every broken answer that was tried", name)
        keep(file_for(self, job), trial.counts)
        return nb, resources

    def _blanks(self, cells: list[NotebookNode], steps: list[Step]) -> dict[str, str]:
        """Answer cells as they are handed out, by their source."""
        clear = ClearSolutions(parent=self.parent)
        found = {}
        for cell, step in zip(cells, steps, strict=True):
            if step.role == ANSWER:
                copy = type(cell)(cell)
                resources = {"language": "python"}
                found[cell.source] = clear.preprocess_cell(copy, resources, 0)[0].source
        return found


class Trial:
    """An instructor's own notebook, tried beside its tests and apart from them.

    Attributes
    ----------
    never_failed
        Tests that held for every broken answer; complete when `blind` has run.
    """

    def __init__(self, examiner: Examiner, job: Job, limits: Limits) -> None:
        self._examiner, self._job, self._limits = examiner, job, limits
        self._sources = {cell.grade_id: cell.source for cell in job.cells if cell.grade_id}
        self._report = examiner.examine(job, limits)
        self._failed = shortfalls(job, self._report)
        self.counts = counts_in(job, self._report)
        self.never_failed: set[str] = set(self._sources) - set(self._failed)

    @functools.cached_property
    def _failed_beside(self) -> dict[str, str]:
        return self._beside(self._job, self._limits)

    def _beside(self, job: Job, limits: Limits) -> dict[str, str]:
        """Tests that fail where stock nbgrader runs them: in the learner's own process."""
        beside = tuple(replace(cell, role=LEARNER) for cell in job.cells)
        report = self._examiner.examine(replace(job, cells=beside), limits)
        return shortfalls(job, report)

    def uncrossable(self) -> dict[str, str]:
        """Tests that hold beside the answers and not apart from them: their names, and why."""
        if not self._failed:
            return {}
        excused = {
            name for name, why in self._failed_beside.items() if not why.startswith(_NO_MODULE)
        }
        return {
            name: _why(self._sources[name], why)
            for name, why in self._failed.items()
            if name not in excused
        }

    def idle(self) -> dict[str, str]:
        """Tests that do nothing at all."""
        return {
            name: "it makes no assertion, raises nothing and calls nothing, so everybody passes; "
            "assert something, or give the cell no points"
            for name, checks in self._report.checks.items()
            if checks.does_nothing and name not in self._failed and self._gives_no_score(name)
        }

    def _gives_no_score(self, name: str) -> bool:
        cells = zip(self._job.cells, self._report.cells, strict=True)
        outputs = next(result.outputs for cell, result in cells if cell.grade_id == name)
        return not any(output["output_type"] == "execute_result" for output in outputs)

    def blind(self, blanks: dict[str, str]) -> dict[str, str]:
        """Tests that fail beside a broken answer and hold apart from it: their names, and why.

        `blanks` has what is handed out for each answer cell, by its source.
        """
        found: dict[str, str] = {}
        for told, change in self._broken(blanks):
            job = self._with_answers(set(blanks), change)
            limits = _short(self._limits)
            apart = shortfalls(job, self._examiner.examine(job, limits))
            held = set(self._sources) - set(apart) - set(self._failed)
            if told.startswith(_NOTHING_RIGHT):
                self.never_failed &= held
            if held - set(found):
                beside = self._beside(job, limits)
                for name in sorted(held - set(found) - set(self._failed_beside)):
                    why = beside.get(name, "")
                    if why and not why.startswith(_NO_MODULE):
                        found[name] = _blind(self._sources[name], told, why)
        return found

    def _broken(self, blanks: dict[str, str]) -> Iterator[tuple[str, Break]]:
        yield "the answer that is handed out", lambda source: blanks[source]
        tests = list(self._sources.values())
        others = [step.source for step in self._job.plan if step.role != TEST]
        yield from broken_answers(tests, others)

    def _with_answers(self, answers: set[str], change: Break) -> Job:
        cells = []
        for cell in self._job.cells:
            if cell.role == LEARNER and cell.source in answers:
                cell = replace(cell, source=change(cell.source))
            cells.append(replace(cell, checks=self.counts.get(cell.grade_id, 0)))
        return replace(self._job, cells=tuple(cells))


_NOTHING_RIGHT = ("the answer", "functions that return")
"""Answers that no test should hold for; one need not object to a function that prints, say."""


def _short(limits: Limits) -> Limits:
    cell = min(limits.cell_seconds, _TRIAL_SECONDS)
    call = min(limits.call_seconds, _TRIAL_SECONDS / 2)
    return replace(limits, cell_seconds=cell, call_seconds=call)


def _why(source: str, error: str) -> str:
    advice = [f"{pattern.name}: {pattern.instead}" for pattern in found_in(source)]
    return "\n    ".join([error, *(f"cannot cross: {line}" for line in advice)])


def _blind(source: str, told: str, error: str) -> str:
    return _why(
        source,
        f"with {told}, it fails in a notebook ({error.splitlines()[0]}) and holds in isolation",
    )


def _report(notebook: str, wrong: dict[str, str]) -> str:
    lines = [
        f"{notebook}: these tests do not do in isolation, where the learner's code runs in another "
        "process, what they do in a notebook:"
    ]
    lines += [f"  cell `{name}`:\n    {why}" for name, why in wrong.items()]
    lines.append(
        "docs/crossing.md lists what crosses and what to write instead. To release a cell as it "
        f"is: c.MustCross.excused = {sorted(wrong)}"
    )
    return "\n".join(lines)


def _step(cell: NotebookNode) -> Step:
    about = cell.metadata.get("nbgrader", {})
    name, role = about.get("grade_id", ""), role_of(about, PLAIN)
    return Step(name, role, cell.source, "code", {"points": float(about.get("points", 0))})
