"""Tag the test cells `raises-exception`, as if their failure were expected."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: skip-execution tag"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.tags = ["raises-exception", "nbgrader-ignore", "hide-output", "remove_cell"]
    return blank
