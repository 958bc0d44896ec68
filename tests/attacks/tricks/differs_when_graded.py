"""Behave well in the learner's room, and take the solutions once being graded."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: answers for the tests that are seen"
STOCK = "full"
LOOK = """
import os
graded = os.environ.get('NBGRADER_EXECUTION') == 'autograde'
text = open('ps1.ipynb').read().encode().decode('unicode_escape') if graded else ''
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
