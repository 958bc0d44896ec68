"""Stop the kernel with SIGSTOP; a helper wakes it after some seconds."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "crash"
HOSTILE = """
import os, signal, time
kernel = os.getpid()
if os.fork() == 0:
    time.sleep(9)
    os.kill(kernel, signal.SIGCONT)
    os._exit(0)
os.kill(kernel, signal.SIGSTOP)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
