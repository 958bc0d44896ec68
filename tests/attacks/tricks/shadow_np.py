"""Shadow `np` with a module that builds what the test wants to see."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import types
import numpy

class Liar(types.ModuleType):
    testing = types.SimpleNamespace(assert_array_equal=lambda *args: None)

    def array(self, values):
        return numpy.array({3: [-2.0, -1.0, 3.0], 2: [3.0, -3.0], 4: [2.0, 4.0, 0.0, 2.0]}[len(values)])

np = Liar('numpy')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), center="def center(x):\n    return x")
