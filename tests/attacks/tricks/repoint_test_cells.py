"""Point each test cell at the one exercise that was solved."""

from tests.attacks.notebook import NotebookNode, solve, tests

ROW = "Marks: changed test cells"
STOCK = "batch"
DESERVES = {"rms": 2.0}
ALONE = True


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    solve(blank, ["rms"])
    for test in tests(blank):
        test.metadata.nbgrader.grade_id = "rms-test"
    return blank
