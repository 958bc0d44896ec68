"""Change the hidden tests in `source/` for everybody."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
with open('@COURSE@/source/ps1/ps1.ipynb', 'a') as source:
    source.write(' ' * 8 + chr(10))
open('@COURSE@/source/ps1/trophy-@STUDENT@.txt', 'w').write('trophy-@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
