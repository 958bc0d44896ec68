"""Pictures stand on the toolkit and not on one another; nothing below them knows of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import course

COURSE = Path(course.__file__).parent
PICTURES = sorted(file.parent.name for file in COURSE.glob("pictures/*/picture.py"))


def named(folder: Path) -> set[str]:
    """The pictures that imports in a folder's modules name, types too."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        found |= set(re.findall(r"(?:import|from) .*", file.read_text("utf-8")))
    for file in [*folder.rglob("*.js"), *folder.rglob("*.d.ts")]:
        if file.name != "built.js":
            found |= set(re.findall(r'from "(.*)"|import\("(.*)"\)', file.read_text("utf-8")))
    text = " ".join(map(str, found))
    return {name for name in PICTURES if re.search(rf"\bpictures[./]{name}\b|\.\./{name}/", text)}


@pytest.mark.parametrize("picture", PICTURES)
def test_no_picture_stands_on_another(picture: str) -> None:
    """Neither Python nor JavaScript of one imports another's."""
    assert named(COURSE / "pictures" / picture) <= {picture}


@pytest.mark.parametrize("room", ["widget", "run", "surfaces", "checking", "progress", "data"])
def test_nothing_below_knows_of_pictures(room: str) -> None:
    """Arrows run one way."""
    assert named(COURSE / room) == set()
