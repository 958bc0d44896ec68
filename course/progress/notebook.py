"""Read what progress needs of a learner's notebook: its cells and what each is for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.place.words import RESTORE

STUB = "*Write your answer here.*"
"""What stands in a released notebook where a person will read the answer."""


class NotebookProblem(Exception):
    """A notebook can't be read; the message says why and what to do."""


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and nbgrader's name for it when it belongs to an exercise."""

    kind: str
    source: str
    grade_id: str = ""
    points: float | None = None
    by_hand: bool = False

    def is_for(self, role: str, exercise: str) -> bool:
        """Whether this is the exercise's `role` cell (answer or check), by its grade_id."""
        return self.grade_id.partition("-")[2] == f"{exercise}-{role}"


def read_cells(path: Path) -> list[Cell]:
    """Read a notebook's cells.

    Raises
    ------
    NotebookProblem
        When it is missing or damaged.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_cell(fields) for fields in data["cells"]]
    except FileNotFoundError:
        raise NotebookProblem(
            f"{path.name} is not in its folder. For a fresh copy, {RESTORE}."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotebookProblem(
            f"{path.name} can't be read. Open it in JupyterLab and save it again, or rename it "
            f"and {RESTORE}, which puts a fresh copy there."
        ) from None


def _cell(fields: dict[str, Any]) -> Cell:
    source, tags = fields["source"], fields.get("metadata", {}).get("nbgrader", {})
    points = tags.get("points") if tags.get("grade") else None
    return Cell(
        kind=fields["cell_type"],
        source=source if isinstance(source, str) else "".join(source),
        grade_id=str(tags.get("grade_id", "")),
        points=None if points is None else float(points),
        by_hand=bool(tags.get("grade") and tags.get("solution")),
    )
