"""Give the notebook a title that closes the title element."""

from tests.attacks.notebook import NotebookNode

ROW = "Browser: metadata"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.metadata.title = blank.metadata.name = "</title><script>window.__owned = 1</script>"
    blank.metadata.authors = [{"name": "<script>window.__owned = 1</script>"}]
    return blank
