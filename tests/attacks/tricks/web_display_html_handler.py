"""Display HTML with handlers."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import HTML, display
display(HTML('<img src="data:," onerror="window.__owned = 1"><body onload="window.__owned = 1">'))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
