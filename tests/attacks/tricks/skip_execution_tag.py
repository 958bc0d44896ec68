"""Tag the test cells `skip-execution`, so that they never run and never fail."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: skip-execution tag"
STOCK = "full"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.tags = ["skip-execution"]
    return blank
