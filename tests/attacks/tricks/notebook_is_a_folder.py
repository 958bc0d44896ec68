"""Hand in a folder in the place of the notebook."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    (folder / "ps1.ipynb").unlink()
    (folder / "ps1.ipynb").mkdir()
    (folder / "ps1.ipynb" / "ps1.ipynb").write_text("{}")
