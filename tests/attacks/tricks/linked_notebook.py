"""Hand in a symbolic link to a classmate's right notebook."""

from pathlib import Path

ROW = "Machine: a symlink to a file outside"
STOCK = "full"


def files(folder: Path) -> None:
    """The link, in the place of a notebook."""
    (folder / "ps1.ipynb").unlink()
    (folder / "ps1.ipynb").symlink_to(folder.parents[1] / "aaa_right" / "ps1" / "ps1.ipynb")
