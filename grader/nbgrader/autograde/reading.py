"""Reads a submitted notebook that may be no notebook at all."""

from __future__ import annotations

import os
import types
from collections.abc import Callable
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde

from grader.intake.printable import printable
from grader.intake.reader import Allowance, Unreadable, reader
from grader.limits import Limits
from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.folders import SubmissionRefused, check_folder, check_timestamp
from grader.nbgrader.stock import Converter


class CarefulExporter(NotebookExporter):
    """nbgrader's notebook exporter, for files from strangers.

    Made once for each run of `nbgrader autograde`, before any submission is touched, so
    it is also where the warm processes start and the submissions' folders get a guard.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]  # nbconvert's
        self.optimistic_validation = True  # after nbgrader's last step, not after each
        converter = self.parent
        if hasattr(converter, "init_assignment"):
            step = IsolatedExecute(parent=self)
            batch = hasattr(converter, "examine")  # it starts them when it needs them
            self._limits = step.the_limits() if batch else step.start_early()
            self._guard_folders(converter)

    def _guard_folders(self, converter: Autograde) -> None:
        """Look at a submission's folder before nbgrader copies from it."""
        limits = self._limits
        prepare, copy = type(converter).init_destination, type(converter).init_assignment

        def folder(assignment_id: str, student_id: str) -> Path:
            course = converter.coursedir
            return Path(course.format_path(course.submitted_directory, student_id, assignment_id))

        def init_destination(self: Autograde, assignment_id: str, student_id: str) -> bool:
            check_timestamp(folder(assignment_id, student_id) / "timestamp.txt")
            return bool(prepare(self, assignment_id, student_id))

        def init_assignment(self: Autograde, assignment_id: str, student_id: str) -> None:
            check_folder(folder(assignment_id, student_id), limits)
            check_names(self, assignment_id)
            copy(self, assignment_id, student_id)

        converter.init_destination = types.MethodType(init_destination, converter)
        converter.init_assignment = types.MethodType(init_assignment, converter)

    def from_filename(
        self, filename: str, resources: dict[str, object] | None = None, **kwargs: object
    ) -> tuple[NotebookNode, dict[str, object]]:
        """As in nbconvert; what is no readable notebook is refused with a reason."""
        notebook = read_notebook(Path(filename), getattr(self, "_limits", Limits()))
        known = {**(resources or {}), "metadata": place_of(filename)}
        convert: Callable[..., tuple[NotebookNode, dict[str, object]]] = self.from_notebook_node
        try:
            return convert(notebook, resources=known, **kwargs)
        except RecursionError:
            raise SubmissionRefused(f"{filename} is nested too deeply") from None


def check_names(converter: Converter, assignment: str) -> None:
    """Say which of the submission's notebooks are none of the assignment's; refuse if none is.

    Raises
    ------
    SubmissionRefused
        Naming what was handed in and what was expected.
    """
    with Gradebook(converter.coursedir.db_url, converter.coursedir.course_id) as gradebook:
        try:
            known = {
                f"{book.name}.ipynb" for book in gradebook.find_assignment(assignment).notebooks
            }
        except MissingEntry:
            return  # nbgrader says so itself
    handed_in = sorted(Path(notebook).name for notebook in converter.notebooks)
    strange = [name for name in handed_in if name not in known]
    if not strange or not known:
        return
    words = (
        f"a notebook is called {', '.join(map(repr, strange[:5]))}, expected "
        f"{' or '.join(map(repr, sorted(known)))}"
    )
    if len(strange) == len(handed_in):
        raise SubmissionRefused(f"{words}; rename it, then grade again")
    note = getattr(converter, "note", converter.log.warning)
    note(printable(f"{words}; it is passed over"))


def place_of(filename: str) -> dict[str, str]:
    """What nbconvert's resources say of where a notebook lies: its name, and its folder."""
    return {"name": Path(filename).stem, "path": os.path.dirname(filename)}


def read_notebook(path: Path, limits: Limits) -> NotebookNode:
    """A notebook in the current format, with well-formed cells, no outputs and no odd metadata.

    Raises
    ------
    SubmissionRefused
        When it is too large, takes too much to read, or is no notebook.
    """
    allowed = Allowance(limits.reading_seconds, limits.reading_bytes)
    most = {
        "notebook_bytes": limits.notebook_bytes,
        "cells": limits.cells,
        "source_bytes": limits.source_bytes,
    }
    try:
        cells = reader.ask("notebook", list, allowed, path=os.path.abspath(path), **most)
    except Unreadable as reason:
        raise SubmissionRefused(f"{path} {reason}") from None
    metadata = {"language_info": {"name": "python"}}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return _Own(from_dict(made))  # type: ignore[no-untyped-call]  # nbformat's


class _Own(NotebookNode):
    """A notebook that nobody else holds: nbconvert and nbformat copy it eight times otherwise."""

    def __deepcopy__(self, _memo: object) -> _Own:
        return self
