"""Overwrite the expected values in the caller's globals with what is returned."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def descend(grad_f, theta, lr, steps):
    import sys
    caller = sys._getframe(1).f_globals
    caller['expected'] = [0.0] * (steps + 1)
    caller['calls'] = steps
    return caller['expected']
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, descend=HOSTILE)
