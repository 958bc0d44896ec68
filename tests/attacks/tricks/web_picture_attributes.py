"""Display a picture whose width and alternative text are handlers."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import display
handler = '1" onerror="window.__owned = 1'
extra = {'image/png': {'width': handler, 'height': handler, 'alt': handler}}
display({'image/png': 'AAAA'}, metadata=extra, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
