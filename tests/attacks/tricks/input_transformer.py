"""Register an IPython input transformer that empties every cell with an assert."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
def nothing_to_see(lines):
    return ['pass'] if any('assert' in line or 'score' in line for line in lines) else lines

get_ipython().input_transformers_post.append(nothing_to_see)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
