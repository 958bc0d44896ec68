"""The gallery page as the script that photographs it and the test that runs it read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).with_name("gallery.md")
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"^!\[(.+)\]\((pictures/[\w-]+\.png)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Shot:
    """A screenshot: its file, and in which of the ways that its name says it is taken."""

    file: Path

    @property
    def words(self) -> set[str]:
        """Which of ``3d``, ``dark`` and ``narrow`` stand in the name."""
        return set(self.file.stem.split("-")) & {"3d", "dark", "narrow"}


@dataclass(frozen=True)
class Entry:
    """A section of the page: the cells that make its picture, the picture last, and its shots."""

    title: str
    cells: list[str]
    shots: list[Shot]


def entries() -> list[Entry]:
    """All sections that show a picture, in order."""
    opening, *sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    shared = BLOCK.findall(opening)
    return [
        Entry(
            section.partition("\n")[0],
            [*shared, *BLOCK.findall(section)],
            [Shot(PAGE.parent / path) for _, path in IMAGE.findall(section)],
        )
        for section in sections
        if BLOCK.search(section)
    ]
