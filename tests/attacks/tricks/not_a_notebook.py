"""Hand in JSON that is no notebook."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    (folder / "ps1.ipynb").write_text('[{"cells": 1}, NaN, "nbformat"]')
