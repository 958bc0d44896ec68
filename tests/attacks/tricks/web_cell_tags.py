"""Tag cells with text that closes the attribute which lists tags."""

from tests.attacks.notebook import NotebookNode

ROW = "Browser: metadata"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for each in blank.cells:
        each.metadata.tags = ['x" onmouseover="window.__owned = 1"']
    return blank
