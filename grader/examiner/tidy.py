"""Puts a submitted notebook's structure in order before nbgrader looks at it.

nbgrader stops a whole batch at a cell that occurs twice, and believes metadata that a
learner can change. Here the gradebook's word replaces the submission's, cell by cell.
"""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from .plan import TEST, Step
from .printable import printable
from .steps import steps_for

_REASONS = {
    "again": "occurs again; this copy is not graded",
    "type": "had another cell type",
    "changed": "had changed metadata",
    "missing": "was missing and has been put back",
    "unknown": "carried nbgrader metadata of a cell that the assignment does not have",
}


class TidyUp(NbGraderPreprocessor):  # type: ignore[misc]
    """Repairs or neutralises broken structure, and logs why."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore what the gradebook knows of every cell."""
        about = resources["nbgrader"]
        steps = steps_for(self, about)
        known = {step.grade_id: step for step in steps if step.grade_id}
        nb.cells = self._restored(list(nb.cells), known)
        self._put_back(nb.cells, steps)
        return nb, resources

    def _say(self, name: str, what: str) -> None:
        self.log.warning("Cell '%s' %s", printable(name[:100]), _REASONS[what])

    def _restored(self, cells: list[Any], known: dict[str, Step]) -> list[Any]:
        """The cells, each with the gradebook's metadata; the last of equal names counts."""
        seen: set[str] = set()
        restored = []
        for cell in reversed(cells):
            name = grade_id(cell)
            cell.metadata.pop("tags", None)
            had = cell.metadata.pop("nbgrader", None)
            if name in seen:
                self._say(name, "again")
            elif name in known:
                seen.add(name)
                cell = self._restore(cell, known[name], had)
            elif name:
                self._say(name, "unknown")
            restored.append(cell)
        return restored[::-1]

    def _restore(self, cell: Any, step: Step, had: Any) -> Any:
        if cell.cell_type != step.cell_type:
            self._say(step.grade_id, "type")
            make: Any = new_code_cell if step.cell_type == "code" else new_markdown_cell
            cell = make(cell.source, metadata=cell.metadata)
        wanted = dict(step.metadata)
        if any(wanted[key] != bool(had.get(key)) for key in ("grade", "solution", "task")):
            self._say(step.grade_id, "changed")
        cell.metadata["nbgrader"] = _node(wanted)
        return cell

    def _put_back(self, cells: list[Any], steps: list[Step]) -> None:
        """Insert missing test cells after the nearest earlier cell of the instructor's."""
        present = {grade_id(cell) for cell in cells}
        earlier: list[str] = []
        for step in steps:
            if step.role == TEST and step.grade_id not in present:
                self._say(step.grade_id, "missing")
                cell = new_code_cell(step.source, metadata={"nbgrader": _node(step.metadata)})
                cells.insert(_place(cells, earlier), cell)
            if step.grade_id:
                earlier.append(step.grade_id)


def _place(cells: list[Any], earlier: list[str]) -> int:
    at = [index for index, cell in enumerate(cells) if grade_id(cell) in set(earlier)]
    return at[-1] + 1 if at else len(cells)


def grade_id(cell: Any) -> str:
    """nbgrader's name for a submitted cell, "" when it has none."""
    about = cell.metadata.get("nbgrader")
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else ""


def _node(metadata: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(metadata)
