"""Make the kernel hang for some seconds when it is told to shut down."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "nothing"
HOSTILE = """
import atexit, time
atexit.register(time.sleep, 8)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
