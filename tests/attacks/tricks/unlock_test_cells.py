"""Unlock the test cells and empty them."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.nbgrader.locked = False
        test.source = "pass"
    return blank
