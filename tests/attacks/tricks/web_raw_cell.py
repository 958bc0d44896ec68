"""Hand in a raw cell that says it is HTML."""

from nbformat.v4 import new_raw_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: metadata"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    raw = new_raw_cell("<script>window.__owned = 1; document.title = 'owned'</script>")
    raw.metadata.raw_mimetype = raw.metadata.format = "text/html"
    return first(blank, raw)
