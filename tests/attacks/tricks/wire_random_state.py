"""Call a lent function with random generators whose positions lie outside their buffers."""

from tests.attacks.notebook import CALLS, WORKER, NotebookNode, answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import numpy as np

def states():
    twister = np.random.MT19937(0).state
    for position in (625, 1000, 10**6, -1, -500, 2**31 - 1, -(2**31)):
        yield twister | {'state': twister['state'] | {'pos': position}}
    philox = np.random.Philox(0).state
    for position in (5, 100, 10**6, -1, -100, 2**31 - 1, -(2**31)):
        yield philox | {'buffer_pos': position}

def attack(lent):
    import sys
    encode = sys.modules['grader.rpc.codec'].encode
    peer, size = worker().peer, lambda count: count.to_bytes(8, 'little')
    words = lambda value: encode(value, peer.channel.limits)
    row = lambda *parts: b't' + size(len(parts)) + b''.join(parts)
    number = size(worker().loans.number_of(lent))
    for state in states():
        arguments = row(b'H' + number, row(b'G' + words(state)), words({}))
        peer.channel.send(row(words('ask'), words('call'), arguments))
        peer.receive()
        print('BREACH @STUDENT@')  # an answer: such a generator was made there
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    descend = CALLS + "    attack(grad_f)\n    return []"
    return answer(first(blank, WORKER, HOSTILE), descend=descend)
