"""Hand in cells whose fields have the wrong types."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(
        path.read_text()
        .replace('"import numpy as np"', '{"import": ["numpy", 5]}')
        .replace('"outputs": []', '"outputs": 7')
    )
