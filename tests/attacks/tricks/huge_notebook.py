"""Hand in a notebook with twenty megabytes of text."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(
        path.read_text().replace(
            "import numpy as np", "import numpy as np\\n# " + "x" * 20_000_000, 1
        )
    )
