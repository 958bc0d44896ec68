"""Hand in two thousand cells."""

from tests.attacks.notebook import NotebookNode, last

ROW = "Machine: odd files"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(blank, *["1"] * 100, *[""] * 1900)
