"""Unlock the cell that defines what the tests use, and write another into it."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, cell

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    helpers = cell(blank, "helpers")
    helpers.metadata.nbgrader.locked = False
    helpers.source = "def close(a, b):\n    return True"
    return answer(blank, descend=CALLS + "    return [0.0] * (steps + 1)")
