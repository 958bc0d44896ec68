"""Print markup and escape codes."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
print('<script>window.__owned = 1</script>')
print(chr(27) + '[31m<img src="data:," onerror="window.__owned = 1">')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
