"""Swallow every exception with `set_custom_exc`."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "nothing"
HOSTILE = """
get_ipython().set_custom_exc((BaseException,), lambda *args, **kwargs: [])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
