"""Hand in test cells with saved outputs of success, and leave before they run."""

from nbformat.v4 import new_output

from tests.attacks.notebook import NotebookNode, answer, tests

ROW = "Marks: changed test cells"
STOCK = "crash"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    answer(blank, rms="import os; os._exit(0)")
    for test in tests(blank):
        test.execution_count = 1
        test.outputs = [new_output("execute_result", {"text/plain": "2.0"}, execution_count=1)]
    return blank
