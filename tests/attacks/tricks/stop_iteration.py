"""Raise StopIteration from within a test's `map`, which then ends as if all had been compared."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def slope(x, y):
    if y == [1.0, 3.0, 5.0]:
        return 2.0
    raise StopIteration
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope=HOSTILE)
