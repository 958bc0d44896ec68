"""Declare the metadata to be of a schema from the future."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "batch"
ALONE = True


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.metadata.nbgrader.schema_version = 99
    return blank
