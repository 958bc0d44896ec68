"""Fill the disk from the kernel's own folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "flood"
HOSTILE = """
with open('filler', 'wb') as filler:
    for _ in range(@SCALE@):
        filler.write(bytes(2**20))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
