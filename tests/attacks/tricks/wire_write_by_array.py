"""Ask the examiner for the method of an array that writes it to a file, and call it there."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    mine = np.frombuffer(b'trophy-@STUDENT@', np.uint8)
    for name in ('tofile', 'dump'):
        write = worker().peer.ask('get', mine, name)
        write('@OUTSIDE@/trophy-@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
