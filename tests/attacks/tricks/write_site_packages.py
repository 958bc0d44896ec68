"""Leave a start-up line in site-packages, which every later Python runs."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
import sysconfig
line = "import os; os.environ['TROPHY'] = 'trophy-@STUDENT@'"
open(sysconfig.get_path('purelib') + '/trophy-@STUDENT@.pth', 'w').write(line)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
