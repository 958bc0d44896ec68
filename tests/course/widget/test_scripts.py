"""Every picture's script is whole, and asks for nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import course.pictures
from course.widget.scripts import script, style

FOLDERS = sorted(file.parent for file in Path(course.pictures.__path__[0]).glob("*/picture.py"))


def test_every_picture_has_a_script() -> None:
    """A picture without one would fail when it is shown."""
    assert [folder.name for folder in FOLDERS] == [
        "explore",
        "graph",
        "noise_ball",
        "posterior",
        "training",
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_script_is_whole(folder: Path) -> None:
    """No import is left, one default export, and no address in script or style."""
    joined = script(folder)
    assert not re.search(r"\bimport\b\s*[{\"'(*]", joined)
    assert len(re.findall(r"export\s*\{\s*\w+ as default\s*\}", joined)) == 1
    assert not re.search(r"https?://(?!www\.w3\.org)", joined + style(folder))
