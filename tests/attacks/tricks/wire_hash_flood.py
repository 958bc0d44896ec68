"""Answer with a mapping whose keys all collide, so that reading it never ends."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import struct

def attack():
    channel = worker().peer.channel
    count, size = 120_000, struct.Struct('<Q')
    text = lambda word: b's' + size.pack(len(word)) + word
    key = lambda n: b'i' + size.pack(12) + (n * (2**61 - 1)).to_bytes(12, 'little', signed=True)
    keys = b''.join(key(n) + b'0' for n in range(1, count))
    flood = b'm' + size.pack(count - 1) + keys
    answer = b't' + size.pack(2) + text(b'done') + b't' + size.pack(2) + flood + b'0'
    channel.send(answer)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
