"""Replace `run_cell_async`, so that every later cell succeeds without running."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
from IPython.core.interactiveshell import ExecutionResult
shell = get_ipython()

async def succeed(raw_cell, *args, **kwargs):
    return ExecutionResult(None)

shell.run_cell_async = succeed
shell.should_run_async = lambda *args, **kwargs: True
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
