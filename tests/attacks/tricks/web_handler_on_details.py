"""Use handlers that need no failing picture: `ontoggle`, `onfocus`, `onanimationstart`."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "script"
HOSTILE = """
<details open ontoggle="window.__owned = 1">x</details>
<input autofocus onfocus="window.__owned = 1">
<style>@keyframes x {}</style><b style="animation: x 1s" onanimationstart="window.__owned = 1">x</b>
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, new_markdown_cell(HOSTILE))
