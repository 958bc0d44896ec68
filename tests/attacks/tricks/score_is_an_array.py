"""Answer with an array, so that the partial score is an array."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: partial scores"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope="def slope(x, y):\n    return np.array([9.0, 9.0])")
