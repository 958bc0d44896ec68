"""Send half a message and wait."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = r"""
import time

def attack():
    worker().peer.channel.sock.sendall(b'\x40' + bytes(7) + b't')
    time.sleep(60)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
