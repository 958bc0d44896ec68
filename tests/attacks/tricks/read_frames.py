"""Find the expected values by `inspect.getsource` of the calling frame."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
import inspect, sys
caller = sys._getframe(1)
while 'HIDDEN' not in (text := ''.join(inspect.findsource(caller)[0])):
    caller = caller.f_back
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
