"""Find the expected values in the gradebook, which stores every locked cell."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
import sqlite3
rows = sqlite3.connect('@COURSE@/gradebook.db').execute('select source from source_cell')
text = chr(10).join(row[0] for row in rows if 'HIDDEN' in row[0])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
