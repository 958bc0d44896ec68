"""Take a context for asynchronous input and output, of which the whole machine has few."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
import ctypes, platform

setup, destroy = {'x86_64': (206, 207), 'aarch64': (0, 1)}[platform.machine()]
libc = ctypes.CDLL(None, use_errno=True)
context = ctypes.c_ulong(0)
if libc.syscall(setup, 1, ctypes.byref(context)) == 0:
    libc.syscall(destroy, context)
    print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
