"""Leave with `os._exit` from inside a test."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: use up the machine"
STOCK = "crash"
HOSTILE = """
def rms(x):
    import os
    os._exit(0)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, rms=HOSTILE)
