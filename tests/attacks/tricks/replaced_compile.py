"""Replace the shell's compiler by one that only ever compiles `pass`."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
import ast
shell = get_ipython()
shell.compile.ast_parse = lambda source, *a, **k: ast.parse('pass')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
