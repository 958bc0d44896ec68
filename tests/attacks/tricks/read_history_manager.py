"""Find the expected values in the raw history of the running kernel."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
text = get_ipython().history_manager.input_hist_raw[-1]
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
