"""Hand in cells whose ids are missing, doubled and malformed."""

from tests.attacks.notebook import NotebookNode

ROW = "Machine: odd files"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for number, each in enumerate(blank.cells):
        each.id = ("same", "same", "a b/<c>", "")[number % 4]
    return blank
