"""Ask the examiner without end while it waits for an answer."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    loans = worker().loans
    while True:
        try:
            loans.ask('get', 1, '__name__')
        except TypeError:
            pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
