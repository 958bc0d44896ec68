"""Close the line in the middle of a test."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import socket

def attack():
    worker().peer.channel.sock.shutdown(socket.SHUT_RDWR)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
