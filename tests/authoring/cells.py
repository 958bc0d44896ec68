"""The cells of all built notebooks, one a line, as they are recorded in cells.csv.

`python -m tests.authoring.cells` records them anew, for a lesson whose cells are meant to change.
"""

from __future__ import annotations

import csv
from pathlib import Path

import nbformat

from authoring.lesson import ROOT

RECORD = Path(__file__).with_name("cells.csv")
FIELDS = ("grade_id", "points", "grade", "solution", "locked")
COLUMNS = ("lesson", "id", "cell_type", *FIELDS)

Row = tuple[str, ...]


def built(room: str) -> list[Row]:
    """Return a row for each cell of each notebook in source/ or release/."""
    rows = []
    for path in sorted((ROOT / room).glob("[0-9]*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            fields = cell.metadata.get("nbgrader", {})
            words = (str(fields.get(name, "")) for name in FIELDS)
            rows.append((path.stem, cell["id"], cell.cell_type, *words))
    return rows


def recorded() -> list[Row]:
    """Return the rows of cells.csv."""
    with RECORD.open(newline="", encoding="utf-8") as file:
        return [tuple(row[name] for name in COLUMNS) for row in csv.DictReader(file)]


if __name__ == "__main__":
    with RECORD.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *built("release")])
