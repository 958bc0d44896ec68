"""Copy an answer cell, id and all."""

from copy import deepcopy

from tests.attacks.notebook import NotebookNode, cell

ROW = "Marks: changed test cells"
STOCK = "batch"
ALONE = True


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.cells.insert(0, deepcopy(cell(blank, "rms-answer")))
    return blank
