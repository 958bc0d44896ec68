"""Bind an answer's name to a module, so that the examiner imports or uses its own of that name."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Machine: a module named like a library"
STOCK = "nothing"
HOSTILE = """
import types
rms = types.ModuleType('this')
center = types.ModuleType('shutil')
slope = types.ModuleType('os.path')
np.testing = types.ModuleType('unittest.mock')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    every_answer(first(blank, HOSTILE), "raise ValueError")
    for cell in blank.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = HOSTILE
    return blank
