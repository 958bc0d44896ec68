"""The picture of the first page: the course's own, with an optimizer that runs in the page.

Its surface and its looks come from Python when the site is built. The steps of the optimizer are
made by `static/landing.js`, so that a reader can drag the start before anything else is loaded.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from course import explore, surfaces
from course.pictures.explore import picture
from course.surfaces.surface import Array
from course.widget import scripts

PAGE = "index"
STEPS = 80


def momentum_step(
    theta: Array, velocity: Array, grad: Array, lr: float, gamma: float
) -> tuple[Array, Array]:
    """Polyak's heavy ball, as lesson 05 has it; `static/landing.js` does the same."""
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def first_look() -> picture.ExplorePicture:
    """The picture as it is when the page opens."""
    return explore(
        momentum_step,
        surfaces.himmelblau,
        start=(0.0, -4.2),
        steps=STEPS,
        against={"gamma": 0.0},
        lr=(0.0005, 0.01, 0.002),
        gamma=(0.0, 0.95, 0.8),
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Let the first page have the picture's script and style."""
    app.connect("html-page-context", _add)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    if page == PAGE:
        app.add_css_file("explore.css")
        app.add_js_file("landing.js", type="module")


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None:
        return
    static = Path(app.outdir, "_static")
    (static / "explore.js").write_text(scripts.script(picture.FOLDER), encoding="utf-8")
    (static / "explore.css").write_text(scripts.style(picture.FOLDER), encoding="utf-8")
    (static / "landing.json").write_text(json.dumps(told()), encoding="utf-8")


def told() -> dict[str, Any]:
    """What the picture's script asks its model for; ``bytes`` names what is in base64."""
    look = first_look()
    held = {
        "scene": {**look.scene, "ahead": False},
        "state": look.state,
        "levels": look.levels,
    }
    packed = {"numbers": look.numbers, "crowd": look.crowd, "heights": look.heights}
    look.close()
    return {
        "held": held,
        "bytes": {name: base64.b64encode(each).decode("ascii") for name, each in packed.items()},
    }
