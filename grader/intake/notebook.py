"""A notebook file, read in the reader process: what grading needs of it, and nothing else.

Outputs are never graded and a submission's metadata is never believed, so both are dropped
before anybody validates them: they are the long and the odd parts of a notebook, and what
editors disagree on.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from grader.intake.reader import Unreadable

CELL_TYPES = ("code", "markdown", "raw")
NBGRADER = (
    *("grade_id", "grade", "solution", "locked", "task", "points", "cell_type", "checksum"),
    "schema_version",
)
"""What is kept of a cell's metadata, for a word about what has changed."""
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
LONGEST_NAME = 1_000
_ID = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")

Raw = dict[str, object]
"""A JSON object of the file; nothing in it is believed."""


def read(path: str, notebook_bytes: int, cells: int, source_bytes: int) -> list[Raw]:
    """The cells of a notebook of any format that nbformat knows, in format 4.5.

    Raises
    ------
    Unreadable
        When it is too large, or no notebook.
    """
    raw = _parsed(_content(Path(path), notebook_bytes))
    good = [cell for cell in _in_format_4(raw) if _is_cell(cell)]
    if len(good) > cells:
        raise Unreadable(f"has {len(good)} cells, expected at most {cells}")
    sources = [_text(cell.get("source")) for cell in good]
    size = sum(map(len, sources))
    if size > source_bytes:
        raise Unreadable(
            f"has {size} letters in its cells, expected at most {source_bytes} "
            "(c.IsolatedExecute.limits, `source_bytes`)"
        )
    return [_cell(*one) for one in zip(good, sources, _ids(good), strict=True)]


def _content(path: Path, most: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("is no notebook that can be read: it is no plain file")
        if about.st_size > most:
            raise Unreadable(f"is larger than {most} bytes")
        return file.read(most + 1)


def _parsed(content: bytes) -> Raw:
    """JSON in UTF-8, or in UTF-16 as some Windows programs save it."""
    try:
        raw = json.loads(content)
    except RecursionError:
        raise Unreadable("is nested too deeply to be a notebook") from None
    except ValueError as error:
        words = f"{type(error).__name__}: {str(error)[:300]}"
        raise Unreadable(f"is no notebook that can be read: {words}") from None
    if not isinstance(raw, dict):
        raise Unreadable("is no notebook that can be read: it is no JSON object")
    return raw


def _in_format_4(raw: Raw) -> list[object]:
    """The notebook's cells in format 4, whatever older format it came in."""
    cells, sheets = raw.get("cells"), raw.get("worksheets")
    if isinstance(cells, list):
        return cells
    if not isinstance(sheets, list):
        raise Unreadable("is no notebook that can be read: it has no list of cells")
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    older = [cell for found in lists if isinstance(found, list) for cell in found]
    return [_upgraded(cell) for cell in older if isinstance(cell, dict)]


def _upgraded(cell: Raw) -> Raw:
    """A cell of format 2 or 3, as `nbformat.v4.upgrade` makes it, without its outputs."""
    kind, source = cell.get("cell_type"), _text(cell.get("source"))
    if kind == "code":
        return cell | {"source": cell.get("input", cell.get("source"))}
    if kind == "heading":
        level = cell.get("level")
        marks = "#" * (level if isinstance(level, int) and 1 <= level <= 6 else 1)
        return cell | {"cell_type": "markdown", "source": f"{marks} {' '.join(source.split())}"}
    return cell | {"cell_type": "markdown" if kind == "html" else kind}


def _is_cell(cell: object) -> TypeGuard[Raw]:
    if not isinstance(cell, dict):
        return False
    kind = cell.get("cell_type")
    return isinstance(kind, str) and kind in CELL_TYPES


def _cell(cell: Raw, source: str, name: str) -> Raw:
    kind = cell["cell_type"]
    made: Raw = {"cell_type": kind, "source": source, "metadata": _metadata(cell), "id": name}
    if kind == "code":
        return made | {"outputs": [], "execution_count": None}
    attached = dict(_attachments(cell.get("attachments")))
    return made | ({"attachments": attached} if attached else {})


def _text(source: object) -> str:
    """A cell's text: a string, or a list of lines; with nothing that UTF-8 cannot say."""
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def _metadata(cell: Raw) -> Raw:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(about, dict):
        return {}
    return {"nbgrader": {key: about[key] for key in NBGRADER if _is_plain(about.get(key))}}


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_NAME and value == _text(value)
    return isinstance(value, int | float) and abs(value) < 2**53


def _attachments(attached: object) -> Iterator[tuple[str, dict[str, str]]]:
    """Pictures that were pasted into a text."""
    for name, bundle in attached.items() if isinstance(attached, dict) else ():
        if len(name) <= LONGEST_NAME and isinstance(bundle, dict):
            pictures = {kind: _text(bundle[kind]) for kind in PICTURES if kind in bundle}
            if pictures:
                yield _text(name), pictures


def _ids(cells: list[Raw]) -> list[str]:
    """An id for each cell: its own where that is well formed and no other's."""
    found: dict[str, None] = {}
    for number, cell in enumerate(cells):
        name = cell.get("id")
        if not isinstance(name, str) or not 0 < len(name) <= 64 or not _ID.issuperset(name):
            name = f"cell-{number}"
        while name in found:
            name = f"{name[:50]}-{number}"
        found[name] = None
    return list(found)
