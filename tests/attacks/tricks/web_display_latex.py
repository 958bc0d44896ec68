"""Display LaTeX that is a script instead."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
from IPython.display import display
display({'text/latex': '<script>window.__owned = 1</script>'}, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
