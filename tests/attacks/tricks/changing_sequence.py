"""Return a sequence that holds something else each time it is looked at."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Path:
    def __init__(self, length):
        self.looks, self.length = 0, length

    def __len__(self):
        self.looks += 1
        return self.length if self.looks == 1 else 0

    def __getitem__(self, index):
        raise IndexError
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), descend=CALLS + "    return Path(steps + 1)")
