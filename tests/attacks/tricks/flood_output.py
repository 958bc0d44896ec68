"""Print without end; under stock nbgrader a few megabytes only."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "flood"
HOSTILE = """
for _ in range(@SCALE@):
    print('x' * 2**20)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
