"""Close every file descriptor that the process has inherited."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "crash"
HOSTILE = """
import os
os.closerange(3, 512)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
