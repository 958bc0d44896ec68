"""Open the memory of the grader's process for writing."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "nothing"
HOSTILE = """
import os
parent = os.getppid()
memory = open(f'/proc/{parent}/mem', 'r+b', buffering=0) if parent > 1 else None
if memory:
    print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
