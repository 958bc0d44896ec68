"""Overwrite `round` and the running score in the caller's globals."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def slope(x, y):
    import sys
    caller = sys._getframe(1).f_globals
    caller['score'] = 2.0
    caller['round'] = lambda value, digits: 2.0
    return 0.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope=HOSTILE)
