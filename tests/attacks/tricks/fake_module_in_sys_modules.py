"""Put a lying `numpy.testing` into `sys.modules` before the test imports it."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import sys, types

class Quiet(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: None

sys.modules['numpy.testing'] = np.testing = Quiet('numpy.testing')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), center="def center(x):\n    return x * 0.0")
