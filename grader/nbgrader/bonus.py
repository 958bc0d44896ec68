"""Points on top: full marks are full without them, in the exported table and in feedback.

nbgrader knows no exercise whose points are a bonus, so it takes them for points that are missing:
14 of 14 and nothing on top would be 87.5 % of 16.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TypeVar

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import CsvExportPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode
from traitlets.config import Configurable

from grader.nbgrader.stock import GradebookAssignment, GradebookCell, Preprocessed, Resources

T = TypeVar("T")

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class Bonus(Configurable):
    """Which cells of a course are worth points on top of full marks."""

    cells = List(
        Unicode(), help="Ids of graded cells whose points are a bonus; patterns such as *-extra."
    ).tag(config=True)

    def is_bonus(self, grade_id: str) -> bool:
        """Say whether the points of a graded cell are on top of full marks."""
        return any(fnmatchcase(grade_id, pattern) for pattern in self.cells)

    def points(self, cells: Iterable[GradebookCell]) -> float:
        """Add up the bonus points among the gradebook's cells."""
        return float(sum(cell.max_score for cell in cells if self.is_bonus(cell.name)))


class ExportGrades(CsvExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's table of grades, with the most that each assignment gives without its bonus.

    Besides, a name with a comma is quoted; nbgrader's own table breaks at it.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write a row for each assignment and student."""
        place = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", place)
        with open(place, "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(COLUMNS)
            table.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[list[object]]:
        for assignment in _chosen(gradebook.assignments, self.assignment, "name"):
            full = full_marks(assignment, Bonus(parent=self))
            for student in _chosen(gradebook.students, self.student, "id"):
                known = [student.id, student.last_name, student.first_name, student.email]
                timestamp, *scores = _scores(gradebook, assignment.name, student.id)
                row = [assignment.name, assignment.duedate, timestamp, *known, *scores, full]
                yield ["" if value is None else value for value in row]


def _chosen(all_of_them: Iterable[T], names: Iterable[object], key: str) -> list[T]:
    """Those that were asked for by name, or all."""
    wanted = {str(name) for name in names}
    return [one for one in all_of_them if not wanted or getattr(one, key) in wanted]


def full_marks(assignment: GradebookAssignment, bonus: Bonus) -> float:
    """The most that an assignment of the gradebook gives without its bonus."""
    on_top = sum(
        bonus.points([*book.grade_cells, *book.task_cells]) for book in assignment.notebooks
    )
    return float(assignment.max_score) - on_top


def _scores(
    gradebook: Gradebook, assignment: str, student: str
) -> tuple[object, float, float, float]:
    """When a student handed in, and the score before the penalty, the penalty, and after it."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None, 0.0, 0.0, 0.0
    score, penalty = submission.score, submission.late_submission_penalty
    return submission.timestamp, score, penalty, max(0.0, score - penalty)


class FullMarks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Leave the bonus out of the most that a feedback page names; stands after `GetGrades`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Subtract what the notebook's bonus cells are worth."""
        bonus = Bonus(parent=self)
        known = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
        on_top = sum(
            float(about.get("points", 0))
            for about in known
            if (about.get("grade") or about.get("task")) and bonus.is_bonus(about["grade_id"])
        )
        resources["nbgrader"]["max_score"] -= on_top
        return nb, resources
