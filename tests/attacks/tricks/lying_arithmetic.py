"""Return an object whose `-`, `abs` and `<` all please the test."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar:
    __sub__ = __rsub__ = __abs__ = lambda self, *other: self
    __lt__ = __gt__ = __le__ = __ge__ = __eq__ = __ne__ = __bool__ = lambda self, *other: True
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), rms="def rms(x):\n    return Liar()")
