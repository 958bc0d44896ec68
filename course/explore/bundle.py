"""What a picture leaves in a notebook: the live view, a still of it, and words.

JupyterLab prefers the live view even when its kernel is gone, and then writes "Error displaying
widget: model not found". A second output carries a style that hides that sentence and shows ours
in its place; while the picture lives, the second output is not seen.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

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


def show(picture: Picture) -> None:
    """Display ``picture`` where the running cell's output goes."""
    view = {"version_major": 2, "version_minor": 0, "model_id": picture.model_id}
    bundle = {
        VIEW: view,
        "image/png": base64.b64encode(still(picture)).decode("ascii"),
        "text/plain": f"{picture.title}\n{picture.message}",
    }
    display(bundle, raw=True)
    display({"text/html": NOTE_HTML, "text/plain": ASLEEP}, raw=True)
