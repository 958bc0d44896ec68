"""Hand in a symbolic link to the folder with the solutions."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: a symlink to a file outside"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, "print(open('more/secret.txt').read())")


def files(folder: Path) -> None:
    """The link, which points out of the course."""
    (folder / "more").symlink_to(folder.parents[3] / "home", target_is_directory=True)
