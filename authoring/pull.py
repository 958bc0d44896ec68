"""Bring edits of a source notebook, made in JupyterLab, back into the lesson."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from authoring import licence
from authoring.build import SOURCE, rooms
from authoring.errors import LessonError
from authoring.exams import exam_file, take_out_exams
from authoring.headers import shorten
from authoring.lesson import LESSONS, lesson_file
from authoring.weave import unweave

BEFORE = ".before"

PASSING = ("execution", "trusted", "collapsed", "scrolled", "jp-MarkdownHeadingCollapsed")
"""Cell metadata that JupyterLab writes as one works; no part of a lesson."""

HEADER = re.compile(r"\A# ---\n.*?^# ---\n", re.DOTALL | re.MULTILINE)
"""The comment block that names the format and the kernel at the top of a lesson."""


def pull(lesson: str, source: Path = SOURCE, lessons: Path = LESSONS) -> list[Path]:
    """Write `lesson`'s built notebook into lessons/, without what the build added.

    It is read from source/, or from release/ when the lesson has no exercises and so no source.

    A file that changes keeps its former text beside it, as lesson.py.before, so that a pull can
    be undone; the exam of an exercise that is gone is left there alone. Returns what changed.

    Raises
    ------
    LessonError
        When there is no such lesson or notebook, or the notebook can't be read.
    """
    path = lesson_file(lesson, lessons)
    room = source.parent / rooms(lesson, lessons)[0]
    notebook = _read_notebook(room / lesson / f"{lesson}.ipynb")
    texts = lesson_texts(lesson, notebook, path)
    gone = dict.fromkeys(set(path.parent.glob("exams/*.py")) - texts.keys())
    return [file for file, text in {**texts, **gone}.items() if _renew(file, text)]


def lesson_texts(lesson: str, notebook: NotebookNode, path: Path) -> dict[Path, str]:
    """Return what lesson.py at `path` and the exams beside it say by a source notebook.

    The header of lesson.py is that of its former text.
    """
    unweave(notebook)
    licence.unstate(notebook)
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).pop("checksum", None)
        for trace in PASSING:
            cell.metadata.pop(trace, None)
        cell.pop("id", None)
    exams = take_out_exams(lesson, notebook)
    shorten(lesson, notebook)
    text = str(jupytext.writes(notebook, fmt="py:percent"))
    header = HEADER.match(path.read_text(encoding="utf-8"))
    text = HEADER.sub(lambda _: header.group(), text) if header else text
    return {path: text} | {exam_file(path.parent, name): exams[name] for name in exams}


def _renew(path: Path, text: str | None) -> bool:
    """Write a file's new text, None for none, and keep the former; say whether they differ."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if text == before:
        return False
    if before is not None:
        path.replace(path.with_name(path.name + BEFORE))
    if text is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return True


def _read_notebook(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise LessonError(f"There is no {path}. Run `make build` first.") from None
    except Exception as error:  # nbformat raises many kinds
        raise LessonError(f"{path} is no notebook that can be read: {error}") from None
    return notebook
