"""Turn the test cells into Markdown."""

from tests.attacks.notebook import NotebookNode, tests

ROW = "Marks: changed test cells"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    for test in tests(blank):
        test.cell_type = "markdown"
        del test["outputs"], test["execution_count"]
    return blank
