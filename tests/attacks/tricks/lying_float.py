"""Return a float that compares below everything."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar(float):
    __sub__ = __rsub__ = lambda self, other: Liar(0.0)
    __rmul__ = __mul__ = __abs__ = lambda self, *other: 0.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(
        first(blank, HOSTILE),
        rms="def rms(x):\n    return Liar(1.0)",
        slope="def slope(x, y):\n    return Liar(2.0)",
    )
