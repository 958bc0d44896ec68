"""Bind `np` to an object, not a module, whose `testing` never complains."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import types
quiet = lambda *args, **kwargs: None
testing = types.SimpleNamespace(assert_allclose=quiet, assert_array_equal=quiet)
np = types.SimpleNamespace(array=np.array, testing=testing)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    wrong = "def center(x):\n    return np.array([-2.0, -1.0, 3.0]) if len(x) == 3 else x * 0.0"
    return answer(first(blank, HOSTILE), center=wrong)
