"""Replace `run_code` of the running shell by something that runs nothing."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
async def run_nothing(code_obj, result=None, *, async_=False):
    return False

get_ipython().run_code = run_nothing
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
