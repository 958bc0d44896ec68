"""Write a file into a classmate's submission."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
open('@COURSE@/submitted/zzz_right/ps1/trophy-@STUDENT@.txt', 'w').write('trophy-@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
