"""Fork as often as allowed, a hundred times at most."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
import os, time
children = 0
for _ in range(100):
    try:
        if os.fork() == 0:
            time.sleep(1)
            os._exit(0)
    except OSError:
        break
    children += 1
if children == 100:
    print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
