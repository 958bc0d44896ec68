"""Put a script into Markdown."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "script"
HOSTILE = """
<script>window.__owned = 1; document.title = 'owned'</script>
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, new_markdown_cell(HOSTILE))
