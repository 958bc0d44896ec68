"""Return a list that contains itself."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
def rms(x):
    result = []
    result.append(result)
    return result
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, rms=HOSTILE)
