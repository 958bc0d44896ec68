"""Return numbers and arrays too large to be sent."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
def attack(*args):
    if len(args) == 4:
        return [1 << 50_000_000] * 3
    return np.broadcast_to(np.float64(0.0), (2**40,)) if len(args) == 1 else 'x' * 2**27
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "return attack(*args)")
