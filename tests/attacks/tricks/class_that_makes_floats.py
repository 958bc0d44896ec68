"""Answer with a class whose `__new__` and metaclass make something else."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar(float):
    def __new__(cls, *args):
        return super().__new__(cls, 0.0)

    __sub__ = __rsub__ = lambda self, other: 0.0

class Maker(type):
    def __call__(cls, *args):
        return Liar()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(
        first(blank, HOSTILE), rms="class rms(metaclass=Maker):\n    pass", slope="slope = Liar"
    )
