"""Start a process when the kernel shuts down."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: leave processes behind"
STOCK = "process"
HOSTILE = """
import atexit, subprocess, sys
command = [sys.executable, '-c', 'import time; time.sleep(3600)', '@OUTSIDE@/@STUDENT@']
quiet = dict(start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
atexit.register(lambda: subprocess.Popen(command, **quiet))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
