"""Forget every error in a `post_run_cell` hook, with tracebacks switched off."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
shell = get_ipython()
shell.showtraceback = lambda *args, **kwargs: None

def forget(result):
    result.error_in_exec = result.error_before_exec = None

shell.events.register('post_run_cell', forget)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
