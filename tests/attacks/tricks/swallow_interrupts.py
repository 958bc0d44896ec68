"""Run on for a while, deaf to interrupts."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "crash"
HOSTILE = """
import time
end = time.time() + 12
while time.time() < end:
    try:
        time.sleep(0.2)
    except BaseException:
        pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
