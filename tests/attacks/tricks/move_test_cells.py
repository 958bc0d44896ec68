"""Move the test cells in front of everything."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    moved = tests(blank)
    blank.cells = moved + [c for c in blank.cells if c not in moved]
    return blank
