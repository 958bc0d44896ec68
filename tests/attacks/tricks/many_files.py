"""Make many small files in the kernel's own folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "flood"
HOSTILE = """
import os
for number in range(3000):
    open(f'filler-{number}', 'w').close()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
