"""Hand in further notebooks beside the right one."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    for name in ("ps1 (copy).ipynb", "PS1.ipynb", "ps2.ipynb", "sub/ps1.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())
