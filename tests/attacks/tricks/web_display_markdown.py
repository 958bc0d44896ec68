"""Display Markdown with a script."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import Markdown, display
display(Markdown('<script>window.__owned = 1</script> [x](javascript:window.__owned=1)'))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
