"""Find secrets of a source notebook in what is about to be handed out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat

from grader.markers import STOCK, Markers
from grader.nbgrader.regions import secret_lines, squeeze, strings_in


def leaks(secrets: Iterable[str], released: Iterable[Path]) -> list[str]:
    """Say which secret lines stand in which files.

    Parameters
    ----------
    secrets : iterable of str
        Lines from `grader.nbgrader.regions.secret_lines`.
    released : iterable of pathlib.Path
        Files or folders that learners get.

    Returns
    -------
    list of str
        One sentence a leak; empty when nothing leaks.
    """
    wanted = sorted(secrets)
    found = []
    for path in _files(released):
        text = searchable(path.read_bytes())
        found += [f"{path} shows a secret line: {line}" for line in wanted if line in text]
    return found


def secrets_of(notebook: Path, markers: Markers = STOCK) -> set[str]:
    """Read a source notebook's secret lines."""
    return secret_lines(nbformat.read(notebook, as_version=4).cells, markers)


def widget_state(notebook: nbformat.NotebookNode) -> list[str]:
    """Say where a notebook keeps widget state or widget views.

    State that was saved from an executed source holds whatever the widgets held, and the
    solution's results are among it.
    """
    found = ["metadata.widgets"] if "widgets" in notebook.metadata else []
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            kinds = [kind for kind in output.get("data", {}) if "widget" in kind]
            found += [f"cell {number}: {kind}" for kind in kinds]
    return found


def searchable(content: bytes) -> str:
    """Flatten a file to squeezed text, with the strings of JSON decoded.

    JSON writes a quote as ``\\"``, so a secret with a quote in it would not be found in the
    plain text of a notebook or of check data.
    """
    text = content.decode("utf-8", errors="replace")
    try:
        strings = "\n".join(strings_in(json.loads(text)))
    except ValueError:
        strings = ""
    return squeeze(text) + "\n" + squeeze(strings)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file())
        else:
            yield path
