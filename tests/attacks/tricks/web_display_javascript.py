"""Display a Javascript object."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import Javascript, display
display(Javascript("window.__owned = 1; document.title = 'owned'"))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
