"""Answer with objects whose descriptions fill the examiner's memory, one after another."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import struct

def attack():
    size = struct.Struct('<Q').pack
    text = lambda word: b's' + size(len(word)) + word
    heavy = b'b' + size(40 << 20) + bytes(40 << 20)
    words = {b'kind': text(b'instance'), b'type': text(b'T'), b'operators': b'l' + size(0),
             b'parameters': heavy}
    about = b'm' + size(len(words)) + b''.join(text(key) + word for key, word in words.items())
    answer = b't' + size(2) + text(b'done') + b't' + size(2) + b'R' + size(1) + about + b'0'
    channel = worker().peer.channel
    for number in range(100):
        channel.send(answer)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
