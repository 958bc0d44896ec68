"""Delete the test cells."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.cells = [c for c in blank.cells if c not in tests(blank)]
    return blank
