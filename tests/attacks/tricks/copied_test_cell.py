"""Copy a test cell, id and all, and leave the copy at the end."""

from copy import deepcopy

from tests.attacks.notebook import NotebookNode, cell

ROW = "Marks: changed test cells"
STOCK = "batch"
ALONE = True


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    copy = deepcopy(cell(blank, "rms-test"))
    copy.source = "pass"
    blank.cells.append(copy)
    return blank
