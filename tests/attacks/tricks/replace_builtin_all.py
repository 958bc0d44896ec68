"""Replace the builtins `all` and `len` and count the calls that a test expects."""

from tests.attacks.notebook import CALLS, NotebookNode, answer, first

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
    return answer(first(blank, HOSTILE), descend=CALLS + "    return Steps()")
