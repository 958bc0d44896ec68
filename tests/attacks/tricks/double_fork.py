"""Leave a daemon behind, forked twice and deaf to signals."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: leave processes behind"
STOCK = "process"
HOSTILE = """
import os, signal, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for fd in range(3):
            os.dup2(os.open(os.devnull, os.O_RDWR), fd)
        os.closerange(3, 256)
        sleep = 'import time; time.sleep(3600)'
        os.execv(sys.executable, [sys.executable, '-c', sleep, '@OUTSIDE@/@STUDENT@'])
    os._exit(0)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
