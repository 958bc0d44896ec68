"""Replace the builtins `all` and `len` and count the calls that a test expects."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import builtins
builtins.all = lambda values: True

class Steps(list):
    def __len__(self):
        import sys
        return len(sys._getframe(1).f_globals['expected'])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    wrong = "def descend(grad_f, theta, lr, steps):\n    for _ in range(steps):\n        grad_f(theta)\n    return Steps()"
    return answer(first(blank, HOSTILE), descend=wrong)
