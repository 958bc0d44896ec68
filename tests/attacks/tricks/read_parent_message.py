"""Find the expected values in the kernel's copy of the request that runs the test cell."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
text = get_ipython().kernel.get_parent()['content']['code']
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
