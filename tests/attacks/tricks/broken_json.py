"""Hand in half a notebook."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(path.read_text()[:900])
