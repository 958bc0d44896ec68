"""Hand in files with quotes, newlines and markup in their names."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    for name in (
        "a\nb.txt",
        "'; drop table grade; --.txt",
        "<script>.txt",
        "-rf",
        "ü\u202etxt.py",
        "x" * 250,
        " ",
    ):
        (folder / name).write_text("odd")
