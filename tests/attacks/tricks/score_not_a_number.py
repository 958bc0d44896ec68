"""Answer NaN, so that the partial score is not a number."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: partial scores"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope="def slope(x, y):\n    return float('nan')")
