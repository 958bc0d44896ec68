"""Bring edits of a source notebook, made in JupyterLab, back into the lesson."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from authoring import licence
from authoring.build import SOURCE, rooms
from authoring.lesson import LESSONS, LessonError
from authoring.weave import unweave

PASSING = ("execution", "trusted", "collapsed", "scrolled", "jp-MarkdownHeadingCollapsed")
"""Cell metadata that JupyterLab writes as one works; no part of a lesson."""

HEADER = re.compile(r"\A# ---\n.*?^# ---\n", re.DOTALL | re.MULTILINE)
"""The comment block that names the format and the kernel at the top of a lesson."""


def pull(lesson: str, source: Path = SOURCE, lessons: Path = LESSONS) -> bool:
    """Write `lesson`'s built notebook into lessons/, without what the build added.

    It is read from source/, or from release/ when the lesson has no exercises and so no source.

    The former text is kept beside it as NN-slug.py.before, so that a pull can be undone. Returns
    whether the lesson changed.

    Raises
    ------
    LessonError
        When there is no such lesson or notebook, or the notebook can't be read.
    """
    room = source.parent / rooms(lesson, lessons)[0]
    path = lessons / f"{lesson}.py"
    before = path.read_text(encoding="utf-8")
    after = lesson_text(_read_notebook(room / lesson / f"{lesson}.ipynb"), before)
    if after == before:
        return False
    path.with_suffix(".py.before").write_text(before, encoding="utf-8")
    path.write_text(after, encoding="utf-8")
    return True


def lesson_text(notebook: NotebookNode, former: str) -> str:
    """Return a source notebook as the text of a lesson, under the header of its former text."""
    unweave(notebook)
    licence.unstate(notebook)
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).pop("checksum", None)
        for trace in PASSING:
            cell.metadata.pop(trace, None)
        cell.pop("id", None)
    text = str(jupytext.writes(notebook, fmt="py:percent"))
    header = HEADER.match(former)
    return HEADER.sub(lambda _: header.group(), text) if header else text


def _read_notebook(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise LessonError(f"There is no {path}. Run `make build` first.") from None
    except Exception as error:  # nbformat raises many kinds
        raise LessonError(f"{path} is no notebook that can be read: {error}") from None
    return notebook
