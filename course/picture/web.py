"""A picture's JavaScript: small ES modules, joined into the one that anywidget serves.

The module at the entry is followed through its imports. Each file becomes a function's scope
that returns what the file exports; an import becomes the taking apart of that.
"""

from __future__ import annotations

import re
from pathlib import Path

COURSE = Path(__file__).parent.parent
IMPORT = re.compile(r'^import (\{[^}]*\}) from "([./\w]+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:function|const|class) (\w+)", re.MULTILINE)


def script(entry: Path) -> str:
    """The module at ``entry`` and all it imports, as one."""
    scopes: dict[Path, str] = {}
    _follow(entry, scopes)
    scopes.pop(entry)
    return "\n".join([*scopes.values(), _linked(entry)])


def style(*sheets: Path) -> str:
    """The pictures' style sheet, and those of one picture."""
    shared = (COURSE / "explore" / "web" / "picture.css", COURSE / "picture" / "web" / "live.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in (*shared, *sheets))


def _follow(file: Path, scopes: dict[Path, str]) -> None:
    """Put the scopes of what ``file`` imports, and then its own, into ``scopes``."""
    source = file.read_text(encoding="utf-8")
    for _, path in IMPORT.findall(source):
        imported = (file.parent / f"{path}.js").resolve()
        if imported not in scopes:
            _follow(imported, scopes)
    body = re.sub(r"^export (?!default)", "", _linked(file), flags=re.MULTILINE)
    exports = ", ".join(EXPORT.findall(source))
    scopes[file] = f"const {file.stem}_js = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"


def _linked(file: Path) -> str:
    source = file.read_text(encoding="utf-8")
    return IMPORT.sub(lambda found: f"const {found[1]} = {Path(found[2]).name}_js;", source)
