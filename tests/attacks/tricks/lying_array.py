"""Return an object that becomes whatever array the comparison asks for."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
import sys

class Liar:
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe(1)
        while frame is not None:
            wanted = frame.f_locals.get('desired', frame.f_locals.get('y'))
            if wanted is not None:
                return np.asarray(wanted, dtype=float)
            frame = frame.f_back
        return np.zeros(3)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), center="def center(x):\n    return Liar()")
