"""Answer with a class instead of a function, whose instances do arithmetic as they please."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class rms:
    def __init__(self, x):
        self.x = x

    def __sub__(self, other):
        return 0.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, rms=HOSTILE)
