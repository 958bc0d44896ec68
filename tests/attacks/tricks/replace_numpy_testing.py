"""Replace the functions of `numpy.testing` by ones that never complain."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
import numpy.testing
for name in dir(numpy.testing):
    if name.startswith('assert_'):
        setattr(numpy.testing, name, lambda *args, **kwargs: None)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), center="def center(x):\n    return [0.0, 2.0, -2.0, 0.0]")
