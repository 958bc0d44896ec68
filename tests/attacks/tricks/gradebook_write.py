"""Write a manual grade of full marks into the gradebook while being graded."""

from tests.attacks.notebook import NotebookNode, last

ROW = "Marks: a process that writes the gradebook"
STOCK = "full"
HOSTILE = """
import sqlite3
with sqlite3.connect('@COURSE@/gradebook.db', timeout=4) as book:
    book.execute('''update grade set manual_score = 2.0 where notebook_id in (
        select n.id from submitted_notebook n join submitted_assignment s on n.assignment_id = s.id
        where s.student_id = '@STUDENT@')''')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(blank, HOSTILE)
