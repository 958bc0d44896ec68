"""Hand in a picture attached to a cell whose data are a handler."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: metadata"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    picture = new_markdown_cell("![x](attachment:x.png)")
    picture.attachments = {"x.png": {"image/png": 'AAAA" onerror="window.__owned = 1'}}
    return first(blank, picture)
