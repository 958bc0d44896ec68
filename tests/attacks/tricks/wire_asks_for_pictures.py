"""Ask for thousands of pictures that nobody has drawn, under short and under huge names."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, last

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    for number in range(5_000 if worker() else 0):
        try:
            worker().peer.ask('picture', f'{number:064}' * (1 if number % 100 else 9_999))
        except TypeError:
            pass

attack()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(every_answer(blank, "attack()\nraise ValueError"), WORKER, HOSTILE)
