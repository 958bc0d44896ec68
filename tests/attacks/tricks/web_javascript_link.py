"""Link to `javascript:` from Markdown, plainly and in disguise."""

from nbformat.v4 import new_markdown_cell

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: Markdown"
STOCK = "script"
HOSTILE = """
[solution](javascript:window.__owned=1) <a href="java&#10;script:window.__owned=1">results</a>
<a href=" JaVaScRiPt:window.__owned=1">marks</a>
<form action="javascript:window.__owned=1"><button>go</button></form>
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, new_markdown_cell(HOSTILE))
