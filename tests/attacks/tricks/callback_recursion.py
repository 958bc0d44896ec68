"""Hand the callback an object whose arithmetic calls the callback again."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
def descend(grad_f, theta, lr, steps):
    class Again(float):
        def __rmul__(self, other):
            return grad_f(self)

    return grad_f(Again(1.0))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, descend=HOSTILE)
