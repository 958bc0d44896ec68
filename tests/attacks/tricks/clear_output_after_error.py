"""Clear the cell's output after each run, so that its error is gone."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "nothing"
HOSTILE = """
from IPython.display import clear_output
get_ipython().events.register('post_run_cell', lambda result: clear_output())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
