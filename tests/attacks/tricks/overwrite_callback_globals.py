"""Reach the test's counters through the `__globals__` of its callback."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def descend(grad_f, theta, lr, steps):
    test = grad_f.__globals__
    test['calls'] = steps
    return test['expected']
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, descend=HOSTILE)
