"""Be handed in with file names that a terminal obeys and that look like lines of a log."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode

ROW = "Machine: odd characters in names"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The notebook is the blank one."""
    return blank


def files(folder: Path) -> None:
    """The files."""
    (folder / "a\x1b]0;owned\x07\x1b[2J.txt").write_text("x")
    (folder / "b\nINFO all is well\r.txt").write_text("x")
