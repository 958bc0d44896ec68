"""Return an object that claims to be a float by its `__class__`."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar:
    __class__ = float
    __float__ = lambda self: 5.0
    __rsub__ = __sub__ = __abs__ = lambda self, *other: self
    __lt__ = lambda self, other: True
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), rms="def rms(x):\n    return Liar()")
