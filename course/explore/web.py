"""The picture's JavaScript: small ES modules, joined into the one that anywidget serves.

Each file becomes a function's scope that returns what the file exports; an import becomes the
taking apart of that. So the files stay plain ES modules, and no build step is needed.
"""

from __future__ import annotations

import re
from pathlib import Path

WEB = Path(__file__).parent / "web"
# Each file comes after those it imports from; the last one's default is the widget.
ORDER = (
    *("theme", "numbers", "data", "contours", "frame", "handle", "map", "curve"),
    *("sliders", "player", "kernel", "parts"),
)
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:function|const) (\w+)", re.MULTILINE)


def script() -> str:
    """All modules as one."""
    return "\n".join([*(_scope(name) for name in ORDER), _linked("picture")])


def style() -> str:
    """The style sheet."""
    return (WEB / "picture.css").read_text(encoding="utf-8")


def _scope(name: str) -> str:
    source = _linked(name)
    exports = ", ".join(EXPORT.findall(source))
    body = re.sub(r"^export ", "", source, flags=re.MULTILINE)
    return f"const {name}_js = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"


def _linked(name: str) -> str:
    source = (WEB / f"{name}.js").read_text(encoding="utf-8")
    return IMPORT.sub(r"const \1 = \2_js;", source)
