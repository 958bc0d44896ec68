"""Make the partial score a hundred, which is more than the exercise gives."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: partial scores"
STOCK = "crash"
HOSTILE = """
class Hundred:
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = lambda self, *other: self

    def __round__(self, digits):
        return 100.0
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), slope="def slope(x, y):\n    return Hundred()")
