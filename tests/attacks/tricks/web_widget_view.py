"""Display a widget view whose data close the script that holds them."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
from IPython.display import display
view = {'model_id': '</script><script>window.__owned = 1</script>'}
display({'application/vnd.jupyter.widget-view+json': view, 'text/plain': 'x'}, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
