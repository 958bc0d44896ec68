"""A picture as a web page of its own, which needs no Python."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

START = Path(__file__).parent / "web" / "saved_live.js"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ margin: 24px auto; max-width: 1060px; padding: 0 20px; background: #fff; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; --jp-layout-color0: #111; }} }}
h1 {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
{style}
</style>
</head>
<body>
<main><h1>{title}</h1><div id="picture"></div></main>
<script type="application/json" id="saved">{saved}</script>
<script type="module">
{script}
{start}
</script>
</body>
</html>
"""


def write(file: Path, title: str, parts: tuple[str, str], saved: Any, start: str) -> Path:
    """Write a page with a picture's script and style, what it shows, and how it begins."""
    script, style = parts
    text = PAGE.format(
        title=html.escape(title),
        style=style,
        saved=json.dumps(saved).replace("<", "\\u003c"),
        script=script.replace("export default { render };", ""),
        start=start,
    )
    file.write_text(text, encoding="utf-8")
    return file


def write_page(
    file: Path,
    title: str,
    parts: tuple[str, str],
    plain: Mapping[str, Any],
    numbers: Mapping[str, bytes],
) -> Path:
    """Write a page of a lesson picture that shows what it shows now: it has no sliders."""
    told = {name: base64.b64encode(each).decode("ascii") for name, each in numbers.items()}
    start = START.read_text(encoding="utf-8")
    return write(file, title, parts, {"plain": plain, "numbers": told}, start)
