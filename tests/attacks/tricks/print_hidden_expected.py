"""Print, in a later cell, what a test has left in its variables."""

from tests.attacks.notebook import NotebookNode, last, solve

ROW = "Learners: hidden inputs and expected values"
STOCK = "leak"
DESERVES = {"rms": 2.0, "center": 2.0, "descend": 2.0, "slope": 2.0}


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(solve(blank), "print(expected, path)")
