"""Raise errors that are called, and say, what a hidden test has passed."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Learners: hidden inputs and expected values"
STOCK = "nothing"
HOSTILE = """
def tell(args):
    print(args)
    display(args)
    raise type('E' + ''.join(c if c.isalnum() else '_' for c in str(args)), (Exception,), {})(args)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "tell(args)")
