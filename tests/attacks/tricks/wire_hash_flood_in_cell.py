"""Let a cell's own outputs be a mapping whose keys all collide."""

from tests.attacks.notebook import WORKER, NotebookNode, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import struct

taken, count, size = worker(), 300_000, struct.Struct('<Q')
if taken:
    text = lambda word: b's' + size.pack(len(word)) + word
    key = lambda n: b'i' + size.pack(12) + (n * (2**61 - 1)).to_bytes(12, 'little', signed=True)
    keys = b''.join(key(n) + b'0' for n in range(1, count))
    flood = b'm' + size.pack(count - 1) + keys
    taken.peer.channel.send(b't' + size.pack(2) + text(b'done') + flood)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, WORKER, HOSTILE)
