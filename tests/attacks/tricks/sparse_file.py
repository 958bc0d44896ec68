"""Make a file that claims to be a terabyte."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
import os
with open('sparse', 'wb') as sparse:
    os.truncate(sparse.fileno(), 2**40)
print('BREACH @STUDENT@')
os.remove('sparse')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
