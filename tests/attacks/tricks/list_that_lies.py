"""Return a list whose own class answers for its length and its elements."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Path(list):
    __iter__ = lambda self: iter(())

    def __len__(self):
        import sys
        return len(sys._getframe(1).f_globals.get('expected', 'four'))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), descend=CALLS + "    return Path([0.0])")
