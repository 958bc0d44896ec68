"""Puts a submitted notebook's structure in order before nbgrader looks at it.

nbgrader stops a whole batch at a cell that occurs twice, and believes metadata that a
learner can change. Here the gradebook's word replaces the submission's, cell by cell.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.intake.printable import printable
from grader.job import TEST
from grader.nbgrader.jobs import grade_id
from grader.nbgrader.plan import Step, steps_for
from grader.nbgrader.stock import Metadata, Preprocessed, Resources

_REASONS = {
    "again": "occurs again; this copy is not graded",
    "type": "had another cell type",
    "changed": "had changed metadata",
    "missing": "was missing and has been put back",
    "moved": "was moved and stands at its place again",
    "unknown": "carried nbgrader metadata of a cell that the assignment does not have",
}


Named = tuple[str, NotebookNode]
"""A cell, behind its `grade_id`."""


class TidyUp(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Repairs or neutralises broken structure, and logs why."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Restore what the gradebook knows of every cell."""
        about = resources["nbgrader"]
        steps = [step for step in steps_for(self, about) if step.grade_id]
        cells = self._restored(list(nb.cells), {step.grade_id: step for step in steps})
        nb.cells = self._ordered(cells, steps)
        return nb, resources

    def _say(self, name: str, what: str) -> None:
        self.log.warning("Cell '%s' %s", printable(name[:100]), _REASONS[what])

    def _restored(self, cells: list[NotebookNode], known: dict[str, Step]) -> list[NotebookNode]:
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

    def _restore(self, cell: NotebookNode, step: Step, had: Metadata) -> NotebookNode:
        if cell.cell_type != step.cell_type:
            self._say(step.grade_id, "type")
            cell = _new(step.cell_type, cell.source, cell.metadata)
        if any(step.metadata[key] != bool(had.get(key)) for key in ("grade", "solution", "task")):
            self._say(step.grade_id, "changed")
        cell.metadata["nbgrader"] = from_dict(step.metadata)
        return cell

    def _ordered(self, cells: list[NotebookNode], steps: list[Step]) -> list[NotebookNode]:
        """The cells with every test at its place, and with what is missing of what earns marks.

        A test stands behind all cells that the instructor has before it. Where learners have put
        their answers, and cells of their own, is their affair.
        """
        named = [(grade_id(cell), cell) for cell in cells]
        staying = _in_order(named, [step.grade_id for step in steps if step.role == TEST])
        known, earlier = {step.grade_id for step in steps}, set[str]()
        for step in steps:
            name = step.grade_id
            before, at = _last_of(named, earlier), _last_of(named, {name})
            if at < 0 and step.is_marked:
                self._say(name, "missing")
                named.insert(_place(named, before, known), (name, _made_again(step)))
            elif at >= 0 and step.role == TEST and (name not in staying or at < before):
                self._say(name, "moved")
                test = named.pop(at)
                named.insert(_place(named, before - (at < before), known), test)
            earlier.add(name)
        return [cell for _, cell in named]


def _in_order(named: list[Named], tests: list[str]) -> set[str]:
    """Of the tests as they stand in the submission, the most that are in the right order."""
    place = {name: number for number, name in enumerate(tests)}
    longest: list[list[int]] = []  # by length, the run that ends on the earliest test
    for number in [place[name] for name, _ in named if name in place]:
        at = bisect([run[-1] for run in longest], number)
        longest[at : at + 1] = [[*(longest[at - 1] if at else []), number]]
    return {tests[number] for number in (longest[-1] if longest else [])}


def _last_of(named: list[Named], names: set[str]) -> int:
    """Where the last cell with one of `names` stands, -1 if there is none."""
    return max((index for index, (name, _) in enumerate(named) if name in names), default=-1)


def _place(named: list[Named], before: int, known: set[str]) -> int:
    """The place behind cell number `before`, and behind the learner's own cells that follow it."""
    later = (at for at in range(before + 1, len(named)) if named[at][0] in known)
    return next(later, len(named))


def _made_again(step: Step) -> NotebookNode:
    """A cell that the learner has deleted, as the gradebook has it.

    An answer's code is put into a comment: the learner's own stands elsewhere, and must not be
    replaced by what was handed out.
    """
    source, words = step.source, f"This cell (id:{step.grade_id}) was missing from the submission."
    if step.role != TEST and step.cell_type == "code":
        lines = "\n".join(f"# {line}".rstrip() for line in source.split("\n"))
        source = f"# {words}\n\n{lines}"
    elif step.role != TEST:
        source = f"{words}\n\n{source}"
    return _new(step.cell_type, source, {"nbgrader": from_dict(step.metadata)})


def _new(cell_type: str, source: str, metadata: Metadata) -> NotebookNode:
    make: Callable[..., NotebookNode] = new_code_cell if cell_type == "code" else new_markdown_cell
    return make(source, metadata=metadata)
