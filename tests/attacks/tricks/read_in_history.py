"""Find the expected values in IPython's `In`, which holds the running test cell."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
text = get_ipython().user_ns['In'][-1]
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
