"""Tell the examiner that its arguments have become what the test wants."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    pass

taken = worker()
if taken:
    lies = [([5.0], {}), ((), {'expected': []}), ((0,) * 50, {}), 7, ((lambda: 1,), {'x': 2})]
    taken.do_call = lambda function, args, kwargs: (0.0, lies[len(args) % len(lies)])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
