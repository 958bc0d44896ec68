"""Display a widget view whose data close the script that holds them."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
from IPython.display import display
display({'application/vnd.jupyter.widget-view+json': {'model_id': '</script><script>window.__owned = 1</script>'},
         'text/plain': 'x'}, raw=True)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
