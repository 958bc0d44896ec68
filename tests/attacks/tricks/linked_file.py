"""Hand in a symbolic link to a secret; what is copied beside the notebook can be read there."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: a symlink to a file outside"
STOCK = "loot"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, "print(open('data.txt').read())")


def files(folder: Path) -> None:
    """The link, which points out of the course."""
    (folder / "data.txt").symlink_to(folder.parents[3] / "home" / "secret.txt")
