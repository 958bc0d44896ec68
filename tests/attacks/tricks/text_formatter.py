"""Print every float as full marks with a text formatter."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: partial scores"
STOCK = "exercise"
HOSTILE = """
formatter = get_ipython().display_formatter.formatters['text/plain']
for kind in (float, int, np.float64):
    formatter.for_type(kind, lambda value, printer, cycle: printer.text('2.0'))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), slope="def slope(x, y):\n    return 0.0")
