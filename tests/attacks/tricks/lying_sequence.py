"""Return a list whose length and elements agree with anything."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Point(float):
    __sub__ = __rsub__ = lambda self, other: 0.0

class Path:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __iter__(self):
        return iter([Point(7.0)] * self.length)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    wrong = "def descend(grad_f, theta, lr, steps):\n    [grad_f(theta) for _ in range(steps)]\n    return Path(steps + 1)"
    return answer(first(blank, HOSTILE), descend=wrong)
