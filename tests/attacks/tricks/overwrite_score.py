"""Overwrite the running score and the wanted value in the caller's globals."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def slope(x, y):
    import sys
    caller = sys._getframe(1).f_globals
    caller['score'], caller['wanted'] = 2.0, 0.0
    return 0.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope=HOSTILE)
