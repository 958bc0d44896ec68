"""Hand in a notebook that is not text."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_bytes(path.read_bytes().replace(b"import numpy", b"# \xff\xfe\xc3( import numpy"))
