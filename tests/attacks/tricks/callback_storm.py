"""Call the test's callback without end."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
def descend(grad_f, theta, lr, steps):
    while True:
        grad_f(theta)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, descend=HOSTILE)
