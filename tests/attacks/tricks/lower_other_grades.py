"""Lower a classmate's grade in the gradebook."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "others"
HOSTILE = """
import sqlite3
with sqlite3.connect('@COURSE@/gradebook.db', timeout=4) as book:
    book.execute('''update grade set manual_score = 0.5 where notebook_id in (
        select n.id from submitted_notebook n join submitted_assignment s on n.assignment_id = s.id
        where s.student_id = 'aaa_right')''')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
