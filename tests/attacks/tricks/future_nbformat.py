"""Hand in a notebook of a format that does not exist yet."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(path.read_text().replace('"nbformat": 4', '"nbformat": 9'))
