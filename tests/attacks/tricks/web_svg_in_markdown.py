"""Put a drawing with an `onload` into Markdown."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "script"
HOSTILE = """
<svg onload="window.__owned = 1"><script>window.__owned = 1</script><circle r="9"/></svg>
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, new_markdown_cell(HOSTILE))
