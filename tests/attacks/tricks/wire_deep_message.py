"""Answer with lists nested a million deep."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import struct

def attack():
    size = struct.Struct('<Q')
    deep = (b'l' + size.pack(1)) * 1_000_000 + b'0'
    worker().peer.channel.send(b't' + size.pack(2) + b's' + size.pack(4) + b'done' + deep)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
