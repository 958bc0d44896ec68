"""Give every cell an id that stays the same from build to build."""

from __future__ import annotations

import re
from collections import Counter

from nbformat import NotebookNode

LONGEST = 64
"""The notebook format's limit for a cell id."""


def set_cell_ids(lesson: str, notebook: NotebookNode) -> None:
    """Derive cell ids: an exercise's cell takes its grade_id, any other its heading and a number.

    So an edit in one section leaves the ids of all others alone.
    """
    number = lesson.partition("-")[0]
    section, seen = "top", Counter[str]()
    for cell in notebook.cells:
        heading = re.search(r"^#+ +(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            section = _slug(heading.group(1))
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        stem = grade_id or f"{number}-{section}"
        seen[stem] += 1
        cell["id"] = stem if grade_id else f"{stem}-{seen[stem]}"


def _slug(heading: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    return words[: LONGEST - 10].strip("-") or "section"
