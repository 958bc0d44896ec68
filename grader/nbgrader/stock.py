"""The parts of nbgrader's objects that this package uses; nbgrader itself has no types."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping, Sequence
from typing import Any, Protocol

from grader.job import Job, Report
from grader.limits import Limits
from grader.rpc.crossing import Output

Resources = MutableMapping[str, Any]
"""What nbconvert hands from step to step: "nbgrader" and "metadata" are dicts in it."""
About = dict[str, str]
"""What nbgrader says of a notebook: "assignment", "notebook", "student", "db_url"."""
Metadata = dict[str, object]
"""What stands in ``cell.metadata.nbgrader``."""


class Cell(Protocol):
    """A cell of a notebook in memory, as nbformat has it."""

    cell_type: str
    source: str
    metadata: dict[str, Any]
    outputs: list[Output]
    execution_count: int | None

    def get(self, key: str, default: Any = None) -> Any:
        """One of the fields, some of which not every kind of cell has."""

    def pop(self, key: str, default: Any = None) -> Any:
        """The same, and take it away."""

    def __setitem__(self, key: str, value: object) -> None: ...


class Notebook(Protocol):
    """A notebook in memory, as nbformat has it."""

    cells: list[Cell]
    metadata: dict[str, Any]


class CourseDirectory(Protocol):
    """nbgrader's `CourseDirectory`: names of folders, and what they hold."""

    root: str
    db_url: str
    course_id: str
    assignment_id: str
    student_id: str
    notebook_id: str
    source_directory: str
    release_directory: str
    submitted_directory: str
    autograded_directory: str
    feedback_directory: str
    ignore: list[str]

    def format_path(self, step: str, student: str, assignment: str) -> str:
        """A folder of one of the steps."""


class Converter(Protocol):
    """nbgrader's `BaseConverter`: what runs one command."""

    coursedir: CourseDirectory
    log: logging.Logger
    notebooks: list[str]
    assignments: dict[str, list[str]]
    exclude_overwriting: dict[str, list[str]]

    def _format_source(self, assignment_id: str, student_id: str) -> str: ...


class Exporter(Protocol):
    """nbconvert's exporter, which a converter makes."""

    @property
    def parent(self) -> Any:
        """The converter; traitlets gives every part of an application its parent so."""


class Part(Protocol):
    """One of nbgrader's steps, or another part of an application that an exporter made."""

    @property
    def parent(self) -> Any:
        """The exporter; traitlets gives every part of an application its parent so."""


class Examining(Part, Protocol):
    """The step that examines notebooks, for whoever needs one examined."""

    learner_packages: Sequence[str]
    log: logging.Logger

    def the_limits(self) -> Limits:
        """Limits from the config."""

    def examine(self, job: Job) -> Report:
        """The report on a job of the instructor's own."""


class GradebookCell(Protocol):
    """A cell in nbgrader's gradebook."""

    name: str
    max_score: float
    cell_type: str
    source: str | None
    locked: bool
    checksum: str | None


class GradebookNotebook(Protocol):
    """A notebook of an assignment in nbgrader's gradebook."""

    name: str
    grade_cells: Sequence[GradebookCell]
    task_cells: Sequence[GradebookCell]
    solution_cells: Sequence[GradebookCell]
    source_cells: Sequence[GradebookCell]


class GradebookAssignment(Protocol):
    """An assignment in nbgrader's gradebook."""

    name: str
    max_score: float
    duedate: object
    notebooks: Sequence[GradebookNotebook]
