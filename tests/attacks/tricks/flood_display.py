"""Display a picture-sized output many times."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "flood"
HOSTILE = """
from IPython.display import display
for _ in range(8):
    display({'image/png': 'A' * 2**20}, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
