"""Take more memory than is allowed, a little at a time."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
taken = []
while len(taken) < 11 * @SCALE@:
    taken.append(np.ones(2**17))  # 1 MiB that is really there; 2200 of them, or 220 in stock
del taken
print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
