"""Print a classmate's graded notebook by way of the kernel's own folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "loot"
HOSTILE = """
print(open('../../aaa_right/ps1/ps1.ipynb').read()[:4000])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
