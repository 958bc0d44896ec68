"""Define again what a locked cell has defined for the tests."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def close(a, b):
    return True

def descend(grad_f, theta, lr, steps):
    return [grad_f(theta) for _ in range(steps)] + [0.0]
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, descend=HOSTILE)
