"""Hand in a file of no bytes."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    (folder / "ps1.ipynb").write_bytes(b"")
