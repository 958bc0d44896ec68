"""What a picture leaves in a notebook: the live view first, then a still of it, with words.

JupyterLab prefers the live view even when its kernel is gone, and then writes "Error displaying
widget: model not found". The second output carries a style that hides that sentence and shows
ours in its place, and the third is the still; while the picture lives, neither is seen.
"""

from __future__ import annotations

import base64
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

VIEW = "application/vnd.jupyter.widget-view+json"
ASLEEP = "This picture is asleep: run its cell to bring it to life."
# .jupyter-widgets on the output itself marks JupyterLab's error; a live view has it further in.
BROKEN = ".jp-OutputArea-child:has(> .jp-OutputArea-output.jupyter-widgets)"
LIVE = ".jp-OutputArea-child:has(.course-picture)"
NOTE = ".jp-OutputArea-child:has(.course-picture-asleep)"
# The still is hidden only where a view lives before it, so that an exported page shows it.
NOTE_HTML = f"""<style>
{NOTE} {{ display: none; }}
{BROKEN}:has(+ .jp-OutputArea-child .course-picture-asleep) {{ display: none; }}
{BROKEN} + {NOTE} {{ display: flex; }}
{LIVE} + {NOTE}:has(.course-picture-still) + .jp-OutputArea-child {{ display: none; }}
</style>
<p class="course-picture-asleep">{ASLEEP}</p>"""


def show_live(model_id: str, words: str) -> None:
    """Display a live view now; `leave_still` comes after it."""
    if get_ipython() is not None:
        view = {"version_major": 2, "version_minor": 0, "model_id": model_id}
        display({VIEW: view, "text/plain": words}, raw=True)


def leave_still(png: bytes, words: str) -> None:
    """Display a still and words for where nothing lives; without a PNG the words alone."""
    if get_ipython() is None:
        return
    followed = '<span class="course-picture-still"></span>'
    display({"text/html": NOTE_HTML + followed, "text/plain": ASLEEP}, raw=True)
    image: dict[str, Any] = {"image/png": base64.b64encode(png).decode("ascii")} if png else {}
    display({**image, "text/plain": words}, raw=True)
