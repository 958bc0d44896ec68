"""Return a list whose length and elements agree with anything."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, first

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
    return answer(first(blank, HOSTILE), descend=CALLS + "    return Path(steps + 1)")
