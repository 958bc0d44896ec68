"""A picture's script and style sheet, as the browser gets them.

esbuild joins a picture's modules into ``built.js`` when the course is built, by
``tools/build.mjs``: nothing of that is needed where a picture is shown.
"""

from __future__ import annotations

from pathlib import Path

WEB = Path(__file__).parent / "web"


def script(picture: Path) -> str:
    """All modules of the picture in a folder, as one."""
    return (picture / "built.js").read_text(encoding="utf-8")


def style(picture: Path) -> str:
    """The style sheets that all pictures share, and those of the picture in a folder."""
    sheets = [*sorted(WEB.glob("*.css")), *sorted((picture / "web").glob("*.css"))]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
