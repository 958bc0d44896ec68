"""Files from strangers are read in a process that may die, within its time and memory."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.intake.reader import Allowance, Reader, Unreadable
from grader.limits import Limits
from grader.nbgrader.autograde.reading import read_notebook
from grader.nbgrader.folders import SubmissionRefused

MEBI = 2**20


def book(**cell: Any) -> bytes:
    """A notebook of one cell."""
    made = {"cell_type": "code", "source": "1", "metadata": {}, "outputs": []} | cell
    return json.dumps({"cells": [made], "metadata": {}, "nbformat": 4}).encode()


def nested(depth: int) -> bytes:
    """Metadata of lists in lists."""
    return book().replace(b'"metadata": {}', b'"metadata": ' + b"[" * depth + b"]" * depth, 1)


BOMBS: dict[str, Callable[[], bytes]] = {
    "empty outputs": lambda: book(outputs=[{}] * 2_000_000),
    "empty metadata": lambda: book(metadata={"x": [{}] * 2_000_000}),
    "many keys": lambda: book(metadata={str(number): {} for number in range(500_000)}),
    "a long key": lambda: book(metadata={"k" * 10_000_000: 1}),
    "attachments": lambda: book(
        cell_type="markdown", attachments={str(number): {} for number in range(500_000)}
    ),
    "a long name": lambda: book(metadata={"nbgrader": {"grade_id": "n" * 10_000_000}}),
    "many lines": lambda: book(source=[""] * 5_000_000),
    "other lines": lambda: book(source=[{}] * 2_000_000),
    "colour codes": lambda: book(outputs=[{"output_type": "stream", "text": "\x1b[m" * 500_000}]),
    "no cells": lambda: json.dumps({"cells": [0, None, []] * 1_000_000}).encode(),
    "worksheets": lambda: json.dumps({"worksheets": [{}] * 2_000_000}).encode(),
    "a float": lambda: book(execution_count=0).replace(b": 0", b": 1e" + b"9" * 5_000_000),
    "nan": lambda: book(metadata={"nbgrader": {"points": float("nan")}}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_long_is_read_in_little_memory_here(name: str, tmp_path: Path) -> None:
    """This process holds only what grading needs; the notebook is read, or refused in words."""
    path = tmp_path / "x.ipynb"
    path.write_bytes(BOMBS[name]())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    try:
        cells = read_notebook(path, Limits()).cells
    except SubmissionRefused as reason:
        raise AssertionError(f"an odd notebook was refused: {reason}") from None
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert len(json.dumps(cells)) < 10_000
    assert grown < 64 * MEBI and time.process_time() - began < 5


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (nested(200_000), "nested too deeply"),
        (book().replace(b"1", b"9" * 1_000_000), "letters in its cells, expected at most 500000"),
        (book(execution_count=0).replace(b": 0", b": " + b"4" * 1_000_000), "digits"),
        (json.dumps({"cells": [{"cell_type": "raw"}] * 3_000}).encode(), "3000 cells, expected"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b"[]", "no JSON object"),
        (b"{}", "no list of cells"),
        (b"", "no notebook that can be read"),
        ('{"é"'.encode("latin-1"), "no notebook that can be read"),
        (b"{" + b" " * 40 * MEBI, "larger than"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    """And the next notebook is read."""
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(SubmissionRefused, match=reason):
        read_notebook(path, Limits(source_bytes=500_000))
    path.write_bytes(book())
    assert [cell.source for cell in read_notebook(path, Limits()).cells] == ["1"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a link and nothing at all."""
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to("/etc/hostname")
    for name in ("folder", "link", "nothing"):
        with pytest.raises(SubmissionRefused, match="read"):
            read_notebook(tmp_path / f"{name}.ipynb", Limits())


def test_time_and_memory_have_an_end(tmp_path: Path) -> None:
    """A task that takes more than it may is given up, and the next one is done."""
    path = tmp_path / "x.ipynb"
    reader, most = Reader(), {"notebook_bytes": 64 * MEBI, "cells": 9, "source_bytes": 999}
    path.write_bytes(book(outputs=[{}] * 4_000_000))
    for allowed in (Allowance(seconds=0.2), Allowance(memory_bytes=32 * MEBI)):
        with pytest.raises(Unreadable, match="takes more than"):
            reader.ask("notebook", list, allowed, path=str(path), **most)
    path.write_bytes(book())
    assert reader.ask("notebook", list, Allowance(), path=str(path), **most)[0]["source"] == "1"


def test_each_cell_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Ids that are missing, doubled, malformed, or look like ours."""
    ids = ["cell-1", None, "cell-3", "", "cell-3", "a b", "x" * 65, 7, "ok", "ok"]
    cells = [{"cell_type": "raw", "source": "", "id": name} for name in ids]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    found = [cell.id for cell in read_notebook(path, Limits()).cells]
    assert len(set(found)) == len(ids)
    assert found[0] == "cell-1" and found[8] == "ok"


def test_pasted_pictures_stay(tmp_path: Path) -> None:
    """A written answer's picture is kept; what is no picture is not."""
    attached = {"a.png": {"image/png": "aGk=", "text/html": "<b>"}, "b": {"text/x": "y"}, "c": 3}
    path = tmp_path / "x.ipynb"
    path.write_bytes(book(cell_type="markdown", attachments=attached))
    (cell,) = read_notebook(path, Limits()).cells
    assert cell.attachments == {"a.png": {"image/png": "aGk="}}
