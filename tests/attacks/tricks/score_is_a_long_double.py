"""Answer with a long double, so that the partial score is no float."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: partial scores"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope="def slope(x, y):\n    return np.longdouble(9.0)")
