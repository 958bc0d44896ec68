"""The instructor's notebook, from the gradebook and the source folder: never from a submission."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from grader.job import ANSWER, LOCKED, PLAIN, TEST
from grader.nbgrader.folders import once_a_run, source_notebook
from grader.nbgrader.stock import About, GradebookNotebook, Metadata, Part

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


def steps_for(preprocessor: Part, about: About) -> list[Step]:
    """The instructor's cells in order, as they were when the run of `preprocessor` first asked."""
    address, assignment, notebook = about["db_url"], about["assignment"], about["notebook"]

    def look_up() -> list[Step]:
        source = source_notebook(preprocessor, assignment, notebook)
        with Gradebook(address) as gradebook:
            return instructor_steps(gradebook.find_notebook(notebook, assignment), source)

    return once_a_run(preprocessor, ("steps", address, assignment, notebook), look_up)


def instructor_steps(notebook: GradebookNotebook, source: Path | None) -> list[Step]:
    """The instructor's cells in order, from a notebook of an open gradebook.

    Without the source notebook, order is the gradebook's and plain cells are unknown.
    """
    known = {step.grade_id: step for step in _known_steps(notebook)}
    steps: list[Step] = []
    for cell in _source_cells(source):
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
        text = "".join(cell.get("source", ""))
        if name in known:
            step = known.pop(name)
            steps.append(replace(step, model=text if step.role == ANSWER else ""))
        elif cell.get("cell_type") == "code":
            steps.append(Step("", PLAIN, text, "code", {}))
    return steps + list(known.values())


def _known_steps(notebook: GradebookNotebook) -> Iterator[Step]:
    """The cells in nbgrader's tables."""
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    for cell in notebook.source_cells:
        metadata: Metadata = {
            "schema_version": 3,
            "grade_id": cell.name,
            "locked": bool(cell.locked),
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "grade": cell.name in points,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
        }
        worth = points.get(cell.name, tasks.get(cell.name))
        if worth is not None:
            metadata["points"] = float(worth)
        role = role_of(metadata, OTHER) if cell.cell_type == "code" else OTHER
        yield Step(cell.name, role, cell.source or "", cell.cell_type, metadata)


def role_of(about: Metadata, otherwise: str) -> str:
    """The role of a code cell by what stands in ``cell.metadata.nbgrader``."""
    if about.get("solution"):
        return ANSWER
    if about.get("grade"):
        return TEST
    return LOCKED if about.get("locked") else otherwise


def _source_cells(source: Path | None) -> list[dict[str, Any]]:
    if source is None or not source.is_file():
        return []
    try:
        cells = json.loads(source.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)]
