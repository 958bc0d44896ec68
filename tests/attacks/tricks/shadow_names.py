"""Shadow `abs`, `round` and `list` with definitions of the notebook's own."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def abs(value):
    return 0.0

def round(value, digits):
    return 2.0

def list(values):
    return [2.0, 4.0, 0.0, 2.0]
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(
        first(blank, HOSTILE),
        rms="def rms(x):\n    return 0.0",
        slope="def slope(x, y):\n    return 0.0",
    )
