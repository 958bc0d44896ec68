"""What the gradebook says, read in a few queries."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from grader.batch.refusal import CannotRun

SQLITE = "sqlite:///"


@dataclass
class Marks:
    """One student's marks for a lesson.

    Attributes
    ----------
    automatic : dict
        What the tests gave, by "notebook/cell"; None where a person has to grade.
    final : dict
        The marks that count, a person's included.
    penalties : dict
        For being late, by notebook.
    extension : float
        Seconds that were granted.
    """

    automatic: dict[str, float | None]
    final: dict[str, float]
    penalties: dict[str, float]
    extension: float = 0.0

    @property
    def total(self) -> float:
        """What the lesson is worth for the student, as nbgrader reckons."""
        scores: dict[str, float] = defaultdict(float)
        for name, score in self.final.items():
            scores[name.partition("/")[0]] += score
        return sum(max(0.0, s - self.penalties.get(name, 0.0)) for name, s in scores.items())

    @property
    def recorded(self) -> dict[str, object]:
        """What autograding wrote, to compare with what it wrote last time."""
        penalties, extension = self.penalties, self.extension
        return {"automatic": self.automatic, "penalties": penalties, "extension": extension}


def master(db_url: str, lesson: str) -> dict[str, object] | None:
    """The instructor's cells of a lesson as the gradebook has them; None if it has not."""
    with Gradebook(db_url) as gradebook:
        assignment = gradebook.db.query(Assignment).filter(Assignment.name == lesson).one_or_none()
        if assignment is None:
            return None
        cells = {
            f"{notebook.name}/{cell.name}": [
                cell.cell_type,
                cell.locked,
                cell.source,
                cell.checksum,
            ]
            for notebook in assignment.notebooks
            for cell in notebook.source_cells
        }
        points = {
            f"{notebook.name}/{cell.name}": [cell.max_score, type(cell).__name__]
            for notebook in assignment.notebooks
            for cell in [*notebook.grade_cells, *notebook.task_cells]
        }
        return {"due": str(assignment.duedate), "cells": cells, "points": points}


def lessons_in(db_url: str) -> list[str]:
    """The lessons that the gradebook knows."""
    with Gradebook(db_url) as gradebook:
        return [name for (name,) in gradebook.db.query(Assignment.name)]


def marks(db_url: str, lesson: str, student: str = "") -> dict[str, Marks]:
    """The marks of everybody who handed in `lesson`, or of one student."""
    only = [Assignment.name == lesson]
    only += [SubmittedAssignment.student_id == student] if student else []
    found: dict[str, Marks] = {}
    with Gradebook(db_url) as gradebook:
        for student, extension, notebook, penalty in _submissions(gradebook, only):
            one = found.setdefault(student, Marks({}, {}, {}))
            one.penalties[notebook] = penalty or 0.0
            one.extension = extension.total_seconds() if extension else 0.0
        for student, name, automatic, score in _grades(gradebook, only):
            found[student].automatic[name] = automatic
            found[student].final[name] = score
    return found


def _submissions(
    gradebook: Gradebook, only: Sequence[object]
) -> list[tuple[str, timedelta | None, str, float | None]]:
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            SubmittedAssignment.extension,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(*only)
    )
    return list(rows)


def _grades(
    gradebook: Gradebook, only: Sequence[object]
) -> list[tuple[str, str, float | None, float]]:
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            Notebook.name,
            BaseCell.name,
            Grade.auto_score,
            Grade.score,
        )
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(Notebook, BaseCell.notebook_id == Notebook.id)
        .filter(*only)
    )
    return [(who, f"{notebook}/{cell}", auto, score) for who, notebook, cell, auto, score in rows]


def copy_of(db_url: str, place: Path) -> str:
    """The address of a copy of the gradebook, to try something on.

    Raises
    ------
    CannotRun
        When it is not an SQLite file.
    """
    if not db_url.startswith(SQLITE):
        raise CannotRun(
            "--dry-run needs a gradebook in an SQLite file, to work on a copy of it; this course's "
            "is elsewhere (c.CourseDirectory.db_url)."
        )
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir(parents=True)
    with (
        sqlite3.connect(f"file:{db_url.removeprefix(SQLITE)}?mode=ro", uri=True) as original,
        sqlite3.connect(place) as copy,
    ):
        original.backup(copy)
    return f"{SQLITE}{place}"
