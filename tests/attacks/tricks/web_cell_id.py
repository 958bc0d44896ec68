"""Give cells ids that close the attribute which holds them."""

from tests.attacks.notebook import NotebookNode

ROW = "Browser: metadata"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for number, each in enumerate(blank.cells):
        each.id = f'x{number}" onmouseover="window.__owned = 1'
    return blank
