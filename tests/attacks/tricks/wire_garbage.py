"""Write bytes that mean nothing to the line between the sandbox and the examiner."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = r"""
def attack():
    worker().peer.channel.sock.sendall(b'\xff' * 4096)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
