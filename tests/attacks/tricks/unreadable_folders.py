"""Hand in folders a hundred and fifty deep."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    (folder / "/".join("d" * 150)).mkdir(parents=True)
    (folder / "/".join("d" * 150) / "end.txt").write_text("end")
