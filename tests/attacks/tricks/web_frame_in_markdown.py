"""Put a frame with a document of its own into Markdown."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "script"
HOSTILE = """
<iframe srcdoc="&lt;script&gt;parent.__owned = 1&lt;/script&gt;"></iframe>
<object data="data:text/html,<script>1</script>"></object>
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, new_markdown_cell(HOSTILE))
