"""Write garbage to every file descriptor that the process has inherited (stock may hang)."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "nothing"
ALONE = True
HOSTILE = r"""
import os
for name in os.listdir('/proc/self/fd'):
    number = int(name)
    try:
        target = os.readlink(f'/proc/self/fd/{number}')
        if number > 2 and target.startswith(('pipe:', 'socket:')):
            os.set_blocking(number, False)
            os.write(number, b'\xff\x00{"type": "result", "value": true}\n' * 50)
    except OSError:
        pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
