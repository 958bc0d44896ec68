"""Write into the folder of a classmate who has been graded already."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
open('@COURSE@/autograded/aaa_right/ps1/trophy-@STUDENT@.txt', 'w').write('trophy-@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
