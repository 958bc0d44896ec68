"""Make the partial score an object that prints as words."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: partial scores"
STOCK = "exercise"
HOSTILE = """
class Words:
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = __round__ = lambda self, *other: self

    def __repr__(self):
        return 'as much as possible'
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), slope="def slope(x, y):\n    return Words()")
