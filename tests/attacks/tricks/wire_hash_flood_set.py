"""Answer with a set whose members all collide: it is built in one step that no clock interrupts."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import struct

def attack():
    channel = worker().peer.channel
    count, size = 90_000, struct.Struct('<Q')
    text = lambda word: b's' + size.pack(len(word)) + word
    key = lambda n: b'i' + size.pack(12) + (n * (2**61 - 1)).to_bytes(12, 'little', signed=True)
    flood = b'S' + size.pack(count) + b''.join(map(key, range(1, count + 1)))
    channel.send(b't' + size.pack(2) + text(b'done') + b't' + size.pack(2) + flood + b'0')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
