"""Let the examiner format a text whose fields look into the test's globals."""

from tests.attacks.notebook import CALLS, WORKER, NotebookNode, answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack(lent):
    text = worker().peer.ask('get', '{0.__globals__}', 'format')(lent)
    if 'expected' in text:
        print('BREACH @STUDENT@')
    found = [[4.0, 3.2, 2.56, 2.048], [1.0, 0.5, 0.25]]
    return next(path for path in found if str(path) in text)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, WORKER, HOSTILE), descend=CALLS + "    return attack(grad_f)\n")
