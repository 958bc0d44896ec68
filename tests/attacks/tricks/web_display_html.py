"""Display HTML with a script."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import HTML, display
display(HTML("<script>window.__owned = 1; document.title = 'owned'</script>"))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
