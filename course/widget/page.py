"""A picture as a web page of its own, which needs no Python: its answers are in the file."""

from __future__ import annotations

import base64
import html
import json
import math
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from course.widget.slider import Slider

LARGEST = 800_000  # bytes of answers
FEWEST, MOST, SHAPES = 3, 81, 9  # positions of a slider, of one that changes the shape at most
PATIENCE = 20.0  # seconds of processor time, whatever else the machine does
START = Path(__file__).parent / "web" / "saved_page.js"
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
{start}
</script>
</body>
</html>
"""


def positions(
    sliders: Sequence[Slider], values: Mapping[str, float], answers: int
) -> dict[str, list[float]]:
    """For each slider so many values that they make at most ``answers`` together.

    The present ``values`` are among them.
    """
    counts: dict[str, int] = {}
    rest = sorted(sliders, key=lambda slider: not slider.shape)
    for i, slider in enumerate(rest):
        fair = math.floor((answers / math.prod(counts.values())) ** (1 / (len(rest) - i)))
        counts[slider.name] = max(FEWEST, min(SHAPES if slider.shape else MOST, fair))
    return {each.name: _spread(each, counts[each.name], values[each.name]) for each in sliders}


def _spread(slider: Slider, count: int, value: float) -> list[float]:
    found = slider.positions(count)
    nearest = min(range(len(found)), key=lambda i: abs(found[i] - value))
    found[nearest] = value
    return found


def collected(answers: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """What a picture synchronizes at each setting, for a page; equal bytes are kept once.

    Raises
    ------
    TimeoutError
        When the learner's code is too slow for so many answers.
    """
    late = time.process_time() + PATIENCE
    blobs: dict[bytes, int] = {}
    told = []
    for answer in answers:
        told.append(
            {
                name: {"blob": blobs.setdefault(each, len(blobs))} if type(each) is bytes else each
                for name, each in answer.items()
            }
        )
        if time.process_time() > late:
            raise TimeoutError(
                f"saving was given up after {PATIENCE:g} seconds: the step function is slow; "
                "fewer steps or fewer parameters would help"
            )
    return {"answers": told, "blobs": [base64.b64encode(each).decode("ascii") for each in blobs]}


def write(file: Path, title: str, parts: tuple[str, str], saved: Mapping[str, Any]) -> Path:
    """Write a page with a picture's script and style, and all that it shows."""
    script, style = parts
    module = base64.b64encode(script.encode("utf-8")).decode("ascii")
    text = PAGE.format(
        title=html.escape(title),
        style=style,
        saved=json.dumps({**saved, "script": module}).replace("<", "\\u003c"),
        start=START.read_text(encoding="utf-8"),
    )
    file.write_text(text, encoding="utf-8")
    return file
