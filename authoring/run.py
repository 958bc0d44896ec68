"""Execute a notebook and keep only outputs that are the same at every build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from authoring.errors import LessonError

SECONDS = 120
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""What every lesson says of its kernel: nothing that differs from machine to machine."""


def execute(lesson: str, notebook: NotebookNode, folder: Path) -> None:
    """Run every cell of `notebook` in `folder`, storing outputs.

    Raises
    ------
    LessonError
        When a cell fails, with its id and the error.
    """
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # one print is one output, however busy the machine is
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise LessonError(f"{lesson}: a cell fails when the lesson is run.\n{error}") from None
    steady(notebook)


def steady(notebook: NotebookNode) -> None:
    """Drop what differs from run to run: widget model ids, versions and timings."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            data: dict[str, Any] = output.get("data", {})
            data.pop(WIDGET_VIEW, None)
