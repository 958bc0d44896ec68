"""Hand in a notebook of format 3."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    import nbformat

    notebook = nbformat.read(folder / "ps1.ipynb", as_version=3)
    nbformat.v3.nbjson.JSONWriter().write(notebook, (folder / "ps1.ipynb").open("w"))
