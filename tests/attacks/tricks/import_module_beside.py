"""Bind `np` to a module of the submission's own, in the hope that the examiner imports it too."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: a module named like a library"
STOCK = "trophy"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, "import beside as np")


def files(folder: Path) -> None:
    """The module."""
    (folder / "beside.py").write_text("open('@OUTSIDE@/trophy-@STUDENT@', 'w').close()")
