"""Makes the examiner's job of a notebook's cells and what is known of the assignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nbformat import NotebookNode

from grader.job import ANSWER, LEARNER, LOCKED, PLAIN, TEST, Job, JobCell, PlanStep
from grader.markers import Markers
from grader.nbgrader.plan import Step


def make_job(
    cells: Iterable[NotebookNode],
    steps: Sequence[Step],
    packages: Sequence[str],
    files: Mapping[str, bytes],
    modules: Sequence[str],
    markers: Markers,
) -> Job:
    """The examination of a notebook's code `cells`.

    Tests and all that is known of them are taken from the instructor's cells, `steps`. Packages,
    files and modules are as in `Job`.
    """
    tests = {step.grade_id: step for step in steps if step.role == TEST}
    locked = {step.grade_id for step in steps if step.role == LOCKED}
    made = []
    for cell in cells:
        step = tests.get(grade_id(cell))
        source = cell.source if step is None else step.source
        if grade_id(cell) in locked:  # nbgrader has put its hidden lines back; they stay here
            source = markers.without_hidden_lines(source)
        if step is None:
            made.append(JobCell(LEARNER, "", source))
            continue
        hidden = tuple(markers.hidden_lines(source))
        made.append(JobCell(TEST, step.grade_id, source, hidden, step.points))
    plan = tuple(
        PlanStep(step.grade_id, step.role, step.model or step.source)
        for step in steps
        if step.role in (TEST, LOCKED, PLAIN, ANSWER)
    )
    return Job(tuple(made), plan, tuple(packages), files, tuple(modules))


def grade_id(cell: NotebookNode) -> str:
    """nbgrader's name for a submitted cell, "" when it has none."""
    about = cell.metadata.get("nbgrader")
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else ""
