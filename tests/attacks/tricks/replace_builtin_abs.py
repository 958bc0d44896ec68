"""Replace the builtin `abs` by one that returns zero."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import builtins
builtins.abs = lambda value: 0.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), rms="def rms(x):\n    return 0.0")
