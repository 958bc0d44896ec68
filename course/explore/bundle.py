"""What a picture leaves in a notebook: the live view, a still of it, and words.

JupyterLab prefers the live view even when its kernel is gone, and then writes "Error displaying
widget: model not found". A second output carries a style that hides that sentence and shows ours
in its place; while the picture lives, the second output is not seen.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from course.explore.still import still

if TYPE_CHECKING:
    from course.explore.picture import Picture

VIEW = "application/vnd.jupyter.widget-view+json"
ASLEEP = "This picture is asleep: run its cell to bring it to life."
# .jupyter-widgets on the output itself marks JupyterLab's error; a live view has it further in.
BROKEN = ".jp-OutputArea-child:has(> .jp-OutputArea-output.jupyter-widgets)"
NOTE = ".jp-OutputArea-child:has(.course-picture-asleep)"
NOTE_HTML = f"""<style>
{NOTE} {{ display: none; }}
{BROKEN}:has(+ .jp-OutputArea-child .course-picture-asleep) {{ display: none; }}
{BROKEN} + {NOTE} {{ display: flex; }}
</style>
<p class="course-picture-asleep">{ASLEEP}</p>"""
LIVE = ".jp-OutputArea-child:has(.course-picture)"
# A still that came after its view is shown wherever no view lives before it: asleep in JupyterLab,
# or on an exported page.
STILL_HTML = f"""<style>
{LIVE} + {NOTE}:has(.course-picture-still) + .jp-OutputArea-child {{ display: none; }}
</style>
{NOTE_HTML}<span class="course-picture-still"></span>"""


def show(picture: Picture) -> None:
    """Display ``picture`` where the running cell's output goes."""
    leave(picture.model_id, still(picture), f"{picture.title}\n{picture.message}")


def leave(model_id: str, png: bytes, words: str) -> None:
    """Display a live view, with a still and words for where nothing lives."""
    display({**_view(model_id), **_png(png), "text/plain": words}, raw=True)
    display({"text/html": NOTE_HTML, "text/plain": ASLEEP}, raw=True)


def begin(model_id: str, words: str) -> None:
    """Display a live view now, while its cell runs on; `leave_still` comes at the end."""
    if get_ipython() is not None:
        display({**_view(model_id), "text/plain": words}, raw=True)


def leave_still(still: Callable[[], bytes], words: str) -> None:
    """Display a still and words for where nothing lives, after `begin`."""
    if get_ipython() is not None:
        display({"text/html": STILL_HTML, "text/plain": ASLEEP}, raw=True)
        display({**_png(still()), "text/plain": words}, raw=True)


def _view(model_id: str) -> dict[str, Any]:
    return {VIEW: {"version_major": 2, "version_minor": 0, "model_id": model_id}}


def _png(png: bytes) -> dict[str, Any]:
    return {"image/png": base64.b64encode(png).decode("ascii")}
