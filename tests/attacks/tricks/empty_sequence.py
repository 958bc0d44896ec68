"""Return a sequence that says it is long and holds nothing, so that `all` has nothing to check."""

from tests.attacks.notebook import NotebookNode, answer, first

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
    wrong = "def descend(grad_f, theta, lr, steps):\n    [grad_f(theta) for _ in range(steps)]\n    return Path(steps + 1)"
    return answer(first(blank, HOSTILE), descend=wrong)
