"""Lets nbgrader find assignments, learners and notebooks whose names hold ``[``, ``?`` or ``*``.

nbgrader (seen in 0.9.6) takes every name for a pattern of `glob`. A learner called ``a[1]`` is
passed over in silence then, and an assignment ``ps[1]`` is not found, or is taken for ``ps1``. One
public method is replaced; where ours finds nothing, nbgrader's own has the word.
"""

from __future__ import annotations

import functools
import glob
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from nbgrader.converters import BaseConverter

from grader.intake.printable import has_controls, printable
from grader.nbgrader.stock import Converter


def use_literal_names() -> None:
    """Let every converter of this process look for names as they are before it takes patterns."""
    stock = BaseConverter.init_notebooks
    if not hasattr(stock, "__wrapped__"):
        BaseConverter.init_notebooks = _looking_first(stock)


def _looking_first(stock: Callable[[Converter], None]) -> Callable[[Converter], None]:
    @functools.wraps(stock)
    def init_notebooks(self: Converter) -> None:
        self.notebooks = []
        self.assignments = dict(_submissions(self))
        if not self.assignments:
            stock(self)

    return init_notebooks


def _submissions(converter: Converter) -> Iterator[tuple[str, list[str]]]:
    """Each folder of the assignment, with its notebooks."""
    course = converter.coursedir
    lesson = glob.escape(course.assignment_id)
    for folder in _found(converter._format_source(lesson, "\0"), course.student_id, course.root):
        pattern = os.path.join(glob.escape(folder), "\0.ipynb")
        notebooks = _found(pattern, course.notebook_id, "")
        if has_controls(folder):
            converter.log.error("Skipped %s: control characters in its name", printable(folder))
        elif notebooks:
            yield folder, notebooks
        elif Path(folder).is_dir():
            converter.log.warning("%s holds no notebook (no file *.ipynb)", printable(folder))


def _found(pattern: str, name: str, root: str) -> list[str]:
    """What a pattern finds where ``\\0`` stands for a name, or for a pattern of names."""
    if root and pattern.startswith(root):
        pattern = glob.escape(root) + pattern.removeprefix(root)
    names = {name, glob.escape(name)}
    return sorted({found for one in names for found in glob.glob(pattern.replace("\0", one))})
