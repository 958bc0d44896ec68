"""Forge the checksums of emptied test cells."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.source = "pass"
        test.metadata.nbgrader.checksum = "d41d8cd98f00b204e9800998ecf8427e"
    return blank
