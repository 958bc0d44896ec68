"""Hand in a named pipe, which blocks whoever opens it."""

import os
from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    os.mkfifo(folder / "data.txt")
