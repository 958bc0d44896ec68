"""docs/architecture.md lists every place where our code reaches into another library."""

from __future__ import annotations

import ast
import re

from tests.house.fingers import Finger, fingers, found_in
from tests.house.tree import ROOT

TITLE = "## Fingers in other libraries"
SAMPLE = """
import library
from library import Base, _hidden
from library._inner import thing

def ours():
    return library._cache

def put(somebody):
    library.run = ours
    Base.stop = lambda self: None
    setattr(library, "wait", ours)
    somebody.part.call = ours
    somebody.number = 1
    somebody._secret()
    getattr(somebody, "_secret2")
"""


def listed() -> tuple[list[list[str]], set[Finger]]:
    """Rows of the table, and the fingers in them."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    lines = text[text.index(TITLE) :].splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if "| `" in line
    ]
    found = {(row[0].strip("`"), name) for row in rows for name in re.findall(r"`(.+?)`", row[1])}
    return rows, found


def test_the_table_lists_every_finger_and_no_other() -> None:
    """So a new one needs a reason, and one that is gone leaves the page."""
    _, known = listed()
    found = fingers()
    assert not found - known, f"add to the table in docs/architecture.md: {sorted(found - known)}"
    assert not known - found, f"take out of docs/architecture.md: {sorted(known - found)}"


def test_each_row_says_why_and_what_happens() -> None:
    """Six columns, all filled; the test that would notice is there."""
    rows, _ = listed()
    for row in rows:
        assert len(row) == 6 and all(row), row
        assert row[5].startswith("none:") or (ROOT / row[5].split("`")[1]).is_file(), row[5]


def test_every_kind_of_finger_is_seen() -> None:
    """Private names, and functions put into others' modules, classes and objects."""
    assert set(found_in(ast.parse(SAMPLE), set())) == {
        *("library._hidden", "library._inner.thing", "library._cache"),
        *("library.run", "library.Base.stop", "library.wait"),
        *("somebody.part.call", "somebody._secret", "somebody._secret2"),
    }
