"""Replace the points of the test cells by words."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.nbgrader.points = "all of them"
    return blank
