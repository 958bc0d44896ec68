"""Declare the test cells to be solutions, which are not overwritten."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.nbgrader.solution = True
        test.source = "pass"
    return blank
