"""Replace the display hook's way to make text, so that the score reads 2.0."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: partial scores"
STOCK = "exercise"
HOSTILE = """
hook = get_ipython().displayhook
hook.compute_format_data = lambda result: ({'text/plain': '2.0'}, {})
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), slope="def slope(x, y):\n    return 0.0")
