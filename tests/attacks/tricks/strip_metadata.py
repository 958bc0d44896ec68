"""Strip nbgrader's metadata from every cell."""

from tests.attacks.notebook import NotebookNode

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for each in blank.cells:
        each.metadata = {}
    return blank
