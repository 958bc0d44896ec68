"""Return an object whose `_repr_html_` holds a script."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "script"
HOSTILE = """
class Table:
    def _repr_html_(self):
        return '<table><tr><td><script>window.__owned = 1</script></td></tr></table>'

Table()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
