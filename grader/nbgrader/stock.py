"""The parts of nbgrader's objects that this package uses; nbgrader itself has no types."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NotRequired, Protocol, TypedDict

from nbformat import NotebookNode

from grader.job import Job, Report
from grader.limits import Limits


class About(TypedDict):
    """What nbgrader says of a notebook; `max_score` stands in it when feedback is made."""

    assignment: str
    notebook: str
    student: str
    db_url: str
    max_score: NotRequired[float]


class Resources(TypedDict, total=False):
    """What of nbconvert's resources, handed from step to step, is used here."""

    nbgrader: About
    metadata: dict[str, str]


Preprocessed = tuple[NotebookNode, Resources]
"""What a step hands to the next."""
Metadata = dict[str, object]
"""What stands in ``cell.metadata.nbgrader``."""


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
    def parent(self) -> Converter:
        """The converter; traitlets gives every part of an application its parent so."""


class Part(Protocol):
    """One of nbgrader's steps, or another part of an application that an exporter made."""

    @property
    def parent(self) -> Exporter:
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
