"""Display a picture whose data close the attribute that should hold them."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
from IPython.display import display
for kind in ('image/png', 'image/jpeg'):
    display({kind: 'AAAA" onerror="window.__owned = 1'}, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
