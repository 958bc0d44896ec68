"""The joined script of every lesson picture is whole, and asks for nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.picture import web

ENTRIES = [
    file
    for file in sorted(web.COURSE.glob("*/web/*.js"))
    if "export default" in file.read_text(encoding="utf-8") and file.parent.parent.name != "explore"
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.stem)
def test_script_is_whole(entry: Path) -> None:
    """No import is left, one default export, no address; no use before its scope."""
    script = web.script(entry)
    assert not re.search(r"^import ", script, re.MULTILINE)
    assert script.count("export default") == 1
    assert not re.search(r"https?://(?!www\.w3\.org)", script + web.style())
    made = re.findall(r"^const (\w+_js) =", script, re.MULTILINE)
    assert len(made) == len(set(made))
    for name in made:
        assert f"= {name};" not in script[: script.index(f"const {name} =")]


def test_every_file_belongs_to_a_picture() -> None:
    """A script in a picture's folder that nothing imports would silently not be loaded."""
    joined = "\n".join(map(web.script, ENTRIES))
    for entry in ENTRIES:
        for file in entry.parent.glob("*.js"):
            assert file == entry or f"const {file.stem}_js =" in joined
