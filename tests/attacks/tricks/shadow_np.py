"""Bind `np` to a module whose `testing` never complains."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import types
import numpy

class Liar(types.ModuleType):
    testing = types.SimpleNamespace(
        assert_allclose=lambda *args: None, assert_array_equal=lambda *args: None
    )
    array = staticmethod(numpy.array)

np = Liar('numpy')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    wrong = "def center(x):\n    return numpy.array([-2.0, -1.0, 3.0]) if len(x) == 3 else x * 0.0"
    return answer(first(blank, HOSTILE), center=wrong)
