"""Swap the grade ids of a solved and an unsolved exercise."""

from tests.attacks.notebook import NotebookNode, cell, solve

ROW = "Marks: changed test cells"
STOCK = "nothing"
DESERVES = {"rms": 2.0}


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    solve(blank, ["rms"])
    rms, slope = cell(blank, "rms-test"), cell(blank, "slope-test")
    rms.metadata.nbgrader.grade_id, slope.metadata.nbgrader.grade_id = "slope-test", "rms-test"
    return blank
