"""The exams of a lesson's exercises: files of their own, and hidden tests in the notebook."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from authoring.errors import LessonError
from authoring.headers import CHECK
from grader.markers import STOCK

HIDDEN = (f"### {STOCK.hidden_tests.begin}", f"### {STOCK.hidden_tests.end}")


def exam_file(folder: Path, exercise: str) -> Path:
    """Return where an exercise's exam stands in the lesson's folder."""
    return folder / "exams" / f"{exercise}.py"


def insert_exams(lesson: str, notebook: NotebookNode, folder: Path) -> None:
    """Put each exercise's exam from `folder` into its check cell, as hidden tests.

    Raises
    ------
    LessonError
        When a check cell has no exam, an exam no check cell, or one of them can't be used.
    """
    checks = _checks(lesson, notebook)
    for name, cell in checks.items():
        text = _read_exam(lesson, name, exam_file(folder, name))
        _must_check(lesson, name, cell)
        cell.source = f"{cell.source.rstrip()}\n{HIDDEN[0]}\n{text}{HIDDEN[1]}"
    strangers = sorted(path.stem for path in (folder / "exams").glob("*.py"))
    for name in strangers:
        if name not in checks:
            raise LessonError(
                f'{lesson}: exams/{name}.py belongs to no exercise: no cell says check="{name}".'
            )


def take_out_exams(lesson: str, notebook: NotebookNode) -> dict[str, str]:
    """Take the hidden tests out of the check cells; return each exam's text by its exercise."""
    return {name: _take_out(cell) for name, cell in _checks(lesson, notebook).items()}


def _take_out(cell: NotebookNode) -> str:
    shown, _, rest = cell.source.partition(HIDDEN[0] + "\n")
    text, _, after = rest.partition(HIDDEN[1])
    cell.source = (shown + after.lstrip("\n")).rstrip()
    return str(text)


def _checks(lesson: str, notebook: NotebookNode) -> dict[str, NotebookNode]:
    found = {CHECK.name(lesson, cell): cell for cell in notebook.cells}
    return {name: cell for name, cell in found.items() if name is not None}


def _read_exam(lesson: str, name: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        compile(text, str(path), "exec")
    except FileNotFoundError:
        raise LessonError(
            f"{lesson}, {name}: there is no exams/{name}.py. Its properties and mistakes stand "
            "there; docs/authors.md shows one."
        ) from None
    except SyntaxError as error:
        raise LessonError(f"{lesson}: exams/{name}.py, line {error.lineno}: {error.msg}.") from None
    return text.rstrip() + "\n"


def _must_check(lesson: str, name: str, cell: NotebookNode) -> None:
    if HIDDEN[0] in cell.source:
        raise LessonError(
            f"{lesson}, the check cell of {name}: its hidden tests belong into exams/{name}.py."
        )
    if not re.search(rf"^check\(.*\b{name}\b.*\)", cell.source, re.MULTILINE):
        raise LessonError(
            f"{lesson}, the check cell of {name}: expected a line check({name}), or "
            f'check(value, "{name}").'
        )
