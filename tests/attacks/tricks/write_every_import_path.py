"""Leave a module in every folder that Python imports from."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
import sys
for folder in sys.path:
    if folder.startswith(sys.prefix):
        try:
            open(folder + '/trophy-@STUDENT@.py', 'w').write('# trophy-@STUDENT@')
        except OSError:
            pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
