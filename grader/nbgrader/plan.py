"""The instructor's notebook, from the gradebook and the source folder: never from a submission."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from grader.job import ANSWER, LOCKED, PLAIN, TEST
from grader.nbgrader.stock import GradebookCell, GradebookNotebook, Metadata

OTHER = "other"
"""The role of cells that are no part of a job: text, and what is graded by hand."""


@dataclass(frozen=True)
class Step:
    """One of the instructor's cells.

    Attributes
    ----------
    grade_id
        nbgrader's name for it, "" for a cell that nbgrader does not know.
    role
        `TEST`, `ANSWER`, `LOCKED` or `PLAIN`, as in a job; or `OTHER`.
    source
        Its text, with solutions and hidden tests.
    metadata
        What stands in ``cell.metadata.nbgrader``, as released.
    model
        An answer cell as the instructor wrote it, its solution included; "" if that is unknown.
        It tells which names are the learner's, and is never put into a submission.
    """

    grade_id: str
    role: str
    source: str
    cell_type: str
    metadata: Metadata
    model: str = ""

    @property
    def points(self) -> float:
        """The most that the cell can earn."""
        points = self.metadata.get("points")
        return float(points) if isinstance(points, int | float) else 0.0

    @property
    def is_marked(self) -> bool:
        """Whether marks stand or fall with the cell itself: a test, or work that a person marks."""
        return bool(self.metadata.get("grade") or self.metadata.get("task"))


class _Facts(NamedTuple):
    """What nbgrader's tables know of a cell besides its text."""

    grade: bool
    solution: bool
    task: bool
    points: float | None


def instructor_steps(notebook: GradebookNotebook, source: Path | None) -> list[Step]:
    """The instructor's cells in order.

    Parameters
    ----------
    notebook
        nbgrader's `Notebook`, from an open gradebook.
    source
        The source notebook; without it, order is the gradebook's and plain cells are unknown.
    """
    known = {step.grade_id: step for step in map(_step, *_tables(notebook))}
    steps: list[Step] = []
    for cell in _source_cells(source):
        if cell.name in known:
            step = known.pop(cell.name)
            steps.append(replace(step, model=cell.text if step.role == ANSWER else ""))
        elif cell.is_code:
            steps.append(Step("", PLAIN, cell.text, "code", {}))
    return steps + list(known.values())


def _tables(notebook: GradebookNotebook) -> tuple[list[GradebookCell], list[_Facts]]:
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells = list(notebook.source_cells)
    facts = [
        _Facts(
            grade=cell.name in points,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name, tasks.get(cell.name)),
        )
        for cell in cells
    ]
    return cells, facts


def _step(cell: GradebookCell, facts: _Facts) -> Step:
    metadata: Metadata = {
        "schema_version": 3,
        "grade_id": cell.name,
        "locked": bool(cell.locked),
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
        "grade": facts.grade,
        "solution": facts.solution,
        "task": facts.task,
    }
    if facts.points is not None:
        metadata["points"] = float(facts.points)
    return Step(cell.name, _role(cell, facts), cell.source or "", cell.cell_type, metadata)


def _role(cell: GradebookCell, facts: _Facts) -> str:
    if facts.grade and not facts.solution and cell.cell_type == "code":
        return TEST
    if facts.solution and cell.cell_type == "code":
        return ANSWER
    return LOCKED if cell.locked and cell.cell_type == "code" else OTHER


class _SourceCell(NamedTuple):
    """A cell of the source notebook's file."""

    name: str
    is_code: bool
    text: str


def _source_cells(source: Path | None) -> list[_SourceCell]:
    if source is None or not source.is_file():
        return []
    try:
        cells = json.loads(source.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [
        _SourceCell(
            cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""),
            cell.get("cell_type") == "code",
            "".join(cell.get("source", "")),
        )
        for cell in cells
        if isinstance(cell, dict)
    ]
