"""Hand in files named like modules that a test may import: a stock kernel looks there last."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode, solve

ROW = "Machine: a module named like a library"
STOCK = "nothing"
DESERVES = {"rms": 2.0}
NAMES = ("statistics", "fractions", "decimal", "unittest", "secrets", "colorsys", "mailcap")


def submission(blank: NotebookNode) -> NotebookNode:
    """One answer is right, so that its hidden test comes to its import."""
    return solve(blank, ["rms"])


def files(folder: Path) -> None:
    """The false libraries."""
    for name in NAMES:
        (folder / f"{name}.py").write_text("open('@OUTSIDE@/trophy-@STUDENT@', 'w').close()")
