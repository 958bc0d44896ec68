"""Raise an error whose name and text are markup."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
name = '<img src="data:," onerror="window.__owned = 1">'
raise type(name, (Exception,), {})('<script>window.__owned = 1</script>')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
