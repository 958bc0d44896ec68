"""Add a line to `nbgrader_config.py`, which the instructor's next command runs."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
open('@COURSE@/nbgrader_config.py', 'a').write('# trophy-@STUDENT@' + chr(10))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
