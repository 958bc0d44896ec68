"""Display a picture whose width and alternative text are handlers."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import display
extra = {'image/png': {'width': '1" onerror="window.__owned = 1', 'alt': '" onerror="window.__owned = 1'}}
display({'image/png': 'AAAA'}, metadata=extra, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
