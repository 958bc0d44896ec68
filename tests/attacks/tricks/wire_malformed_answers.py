"""Answer in shapes that no honest worker would use."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
import itertools

def attack():
    odd = itertools.cycle([
        ('done',), ('done', 1, 2), ('failed', 7), ('ask', 'call'), (1, 2), 'done', None, [], {},
        ('done', ((), 5)), ('failed', {'base': 'SystemExit', 'name': 'x', 'message': 'x'}),
        ('failed', ('KeyboardInterrupt', 'x')),
    ])
    peer = worker().peer
    honest = peer._send
    peer._send = lambda message: honest(next(odd))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
