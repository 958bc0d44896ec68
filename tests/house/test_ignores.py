"""Each line that a checker is told to pass over says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

ROOMS = ("authoring", "course", "exam", "grader", "launch", "website")
BARE = re.compile(r"# (type: ignore\[[\w, -]+\]|noqa: [A-Z0-9, ]+)$")


def without_reason(lines: list[str]) -> list[int]:
    """Numbers of lines with an ignore that neither they nor a comment above explain."""
    pairs = enumerate(zip(["", *lines], lines, strict=False), 1)
    return [n for n, (above, line) in pairs if BARE.search(line) and "#" not in above]


@pytest.mark.parametrize("room", ROOMS)
def test_every_ignore_has_its_reason_beside_it(room: str) -> None:
    files: list[Path] = sorted((ROOT / room).rglob("*.py"))
    bare = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number in without_reason(path.read_text("utf-8").splitlines())
    }
    assert bare == set()


def test_an_ignore_without_a_reason_is_seen() -> None:
    bare = "import one  # type" + ": ignore[import-untyped]"
    assert without_reason([bare]) == [1]
    assert without_reason([bare + "  # it has no types"]) == []
    assert without_reason(["# it has no types", bare]) == []
