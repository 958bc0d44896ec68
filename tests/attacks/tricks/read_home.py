"""Print a file from the instructor's home folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "loot"
HOSTILE = """
print(open('@HOME@/secret.txt').read())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
