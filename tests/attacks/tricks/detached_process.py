"""Leave a process behind in a session of its own."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: leave processes behind"
STOCK = "process"
HOSTILE = """
import subprocess, sys
sleep = 'import time; time.sleep(3600)'
subprocess.Popen([sys.executable, '-c', sleep, '@OUTSIDE@/@STUDENT@'], start_new_session=True,
                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
