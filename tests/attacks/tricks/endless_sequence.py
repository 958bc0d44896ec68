"""Return a sequence of the right length that never ends."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
import itertools

class Path:
    def __len__(self):
        return 4

    def __iter__(self):
        return itertools.repeat(4.0)

    def __array__(self, dtype=None, copy=None):
        while True:
            pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    wrong = "def descend(grad_f, theta, lr, steps):\n    return Path()"
    return answer(first(blank, HOSTILE), descend=wrong, center="def center(x):\n    return Path()")
