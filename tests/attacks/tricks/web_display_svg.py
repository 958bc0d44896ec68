"""Display a drawing with a script."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
from IPython.display import SVG, display
script = '<script>window.__owned = 1</script>'
start = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.__owned = 1">'
display(SVG(start + script + '</svg>'))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
