"""Replace the locked cell by one of the same source that is followed by another definition."""

from tests.attacks.notebook import NotebookNode, answer, code

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.cells.insert(2, code("close = lambda a, b: True"))
    wrong = "def descend(grad_f, theta, lr, steps):\n    return [grad_f(theta) for _ in range(steps)] + [0.0]"
    return answer(blank, descend=wrong)
