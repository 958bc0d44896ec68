"""Leave a start-up file that runs in every later kernel."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
import os
folder = '@HOME@/.ipython/profile_default/startup'
os.makedirs(folder, exist_ok=True)
open(folder + '/trophy-@STUDENT@.py', 'w').write('# trophy-@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
