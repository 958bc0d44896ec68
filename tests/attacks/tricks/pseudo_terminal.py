"""Make a terminal: one more part of the kernel to find a hole in."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
import os
try:
    for number in os.openpty():
        os.close(number)
    print('BREACH @STUDENT@')
except OSError:
    pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
