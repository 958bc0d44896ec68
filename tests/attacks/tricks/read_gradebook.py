"""Print the names in the gradebook."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "loot"
HOSTILE = """
import sqlite3
book = sqlite3.connect('file:@COURSE@/gradebook.db?mode=ro', uri=True)
print(book.execute('select last_name from student').fetchall())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
