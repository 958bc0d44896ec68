"""Unlock the cell that defines what the tests use, and write another into it."""

from tests.attacks.notebook import NotebookNode, answer, cell

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    helpers = cell(blank, "helpers")
    helpers.metadata.nbgrader.locked = False
    helpers.source = "def close(a, b):\n    return True"
    wrong = "def descend(grad_f, theta, lr, steps):\n    return [grad_f(theta) for _ in range(steps)] + [0.0]"
    return answer(blank, descend=wrong)
