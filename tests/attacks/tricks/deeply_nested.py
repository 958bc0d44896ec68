"""Hand in metadata nested a hundred thousand deep."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    deep = '"deep": ' + "[" * 100_000 + "]" * 100_000
    path.write_text(path.read_text().replace('"metadata": {', '"metadata": {' + deep + ", ", 1))
