"""Say in each notebook which licence it has: a notebook is handed on without its folder."""

from __future__ import annotations

from nbformat import NotebookNode

KEY = "license"
TERMS = "text and pictures: CC-BY-4.0; code: BSD-3-Clause"


def state(notebook: NotebookNode) -> None:
    """Write the licence into the metadata of the first cell."""
    notebook.cells[0].metadata[KEY] = TERMS


def unstate(notebook: NotebookNode) -> None:
    """Take out what `state` put in."""
    notebook.cells[0].metadata.pop(KEY, None)
