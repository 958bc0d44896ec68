"""Claim to be the instructor's own run and hand over pictures, under names of every kind."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
NAMES = ('a' * 64, '../../../trophy-@STUDENT@', '', 'x' * 10**6, 7, None, b'x', ['a'], ('a',), {})

def attack():
    peer = worker().peer
    for name in NAMES:
        for rest in ((), (b'trophy',), ('trophy',), (b'x' * 10**6,), (b'x', b'y'), (None,)):
            for request in ('drawn', 'picture', 'use_pictures', 'collect'):
                try:
                    got = peer.ask(request, name, *rest)
                except Exception:
                    continue
                if got is not None:
                    print('BREACH @STUDENT@')

if worker():
    attack()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
