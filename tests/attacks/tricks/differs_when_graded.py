"""Behave well in the learner's room, and take the solutions once being graded."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: answers for the tests that are seen"
STOCK = "full"
LOOK = """
import json, os
graded = os.environ.get('NBGRADER_EXECUTION') == 'autograde'
cells = json.load(open('ps1.ipynb'))['cells'] if graded else []
text = chr(10).join(''.join(cell['source']) for cell in cells)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
