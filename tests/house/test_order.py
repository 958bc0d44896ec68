"""The longest test files are begun first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.house.tree import ROOT
from tests.order import LONGEST, longest_first


def test_the_files_that_are_named_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []


def test_longest_files_come_first_then_those_with_many_tests_and_none_is_torn_apart() -> None:
    names = ["a.py::1", "b.py::1", "b.py::2", f"{LONGEST[1]}::1", f"{LONGEST[0]}::1", "c.py::1"]
    items: Any = [SimpleNamespace(nodeid=name) for name in names]
    longest_first(items)
    assert [item.nodeid for item in items] == [
        f"{LONGEST[0]}::1", f"{LONGEST[1]}::1", "b.py::1", "b.py::2", "a.py::1", "c.py::1",
    ]  # fmt: skip
