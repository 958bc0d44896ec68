"""Give the test cells other grade ids."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.nbgrader.grade_id += "-mine"
    return blank
