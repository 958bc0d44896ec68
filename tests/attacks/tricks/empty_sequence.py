"""Return a sequence that says it is long and holds nothing, so that `all` has nothing to check."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Path:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __iter__(self):
        return iter(())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), descend=CALLS + "    return Path(steps + 1)")
