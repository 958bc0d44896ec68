"""Kill the process that grades."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "batch"
ALONE = True
HOSTILE = """
import os, signal
if os.getppid() > 1:
    os.kill(os.getppid(), signal.SIGKILL)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
