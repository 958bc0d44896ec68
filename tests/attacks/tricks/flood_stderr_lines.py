"""Write many short lines to both streams."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "nothing"
HOSTILE = """
import sys
for number in range(20_000):
    print(number, file=(sys.stdout, sys.stderr)[number % 2])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
