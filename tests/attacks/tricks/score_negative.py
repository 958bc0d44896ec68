"""Answer so wrongly that the partial score is negative."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: partial scores"
STOCK = "exercise"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, slope="def slope(x, y):\n    return 1e9")
