"""Hand in source with NUL and other control characters."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "nothing"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(
        path.read_text().replace(
            "import numpy as np", "import numpy as np  # \\u0000\\u0008\\u001b[2J", 1
        )
    )
