"""Replace the locked cell by one of the same source that is followed by another definition."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, code

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.cells.insert(2, code("close = lambda a, b: True"))
    return answer(blank, descend=CALLS + "    return [0.0] * (steps + 1)")
