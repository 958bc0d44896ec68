"""Find the expected values in any dictionary that the garbage collector knows."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
import gc
codes = [d.get('code') for d in gc.get_objects() if type(d) is dict and 'code' in d]
text = chr(10).join(c for c in codes if type(c) is str and 'HIDDEN' in c)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
