"""Answer minus infinity, so that the partial score is minus infinity too."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: partial scores"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope="def slope(x, y):\n    return float('-inf')")
