"""Take memory a little at a time, and let go at the size agreed upon."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
taken = []
while len(taken) < 10 * @SCALE@:
    taken.append(np.ones(2**17))  # 1 MiB that is really there
del taken
print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
