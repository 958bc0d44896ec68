"""Never return from a tested function."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: use up the machine"
STOCK = "nothing"
HOSTILE = """
def rms(x):
    while True:
        pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, rms=HOSTILE)
