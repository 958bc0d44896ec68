"""Write Markdown that takes for ever to turn into HTML."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "nothing"
HOSTILE = (
    "[" * 8_000,
    "*_" * 8_000,
    "> " * 800,
    "`" * 8_000,
    "<" * 8_000,
    "![a](" * 3_000,
    "|a" * 3_000,
)


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, *(new_markdown_cell(piece) for piece in HOSTILE))
