"""Hand in text that can't be written as UTF-8."""

from pathlib import Path

ROW = "Machine: odd files"
STOCK = "crash"


def files(folder: Path) -> None:
    """The odd file."""
    path = folder / "ps1.ipynb"
    path.write_text(
        path.read_text().replace(
            "import numpy as np", "import numpy as np  # \\ud800\\udfff\\ud800", 1
        )
    )
