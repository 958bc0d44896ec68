"""What the instructor's own notebook reaches when it is examined: the measure for learners'.

The numbers are kept beside the course, by the content that they depend on, so that the notebook
runs when it is released or first graded and not for every submission.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from grader.job import Job, Report
from grader.markers import Markers
from grader.nbgrader.folders import (
    SubmissionRefused,
    contents,
    converter_of,
    owner_of,
    python_files,
    source_folder,
    source_notebook,
)
from grader.nbgrader.plan import Step
from grader.nbgrader.verdicts import shortfalls

if TYPE_CHECKING:
    from grader.nbgrader.autograde.execute import IsolatedExecute

Counts = dict[str, int]
_FOLDER = Path(".cache", "grader", "checks")
_known: weakref.WeakKeyDictionary[Any, dict[tuple[str, str], Counts]] = weakref.WeakKeyDictionary()


def expected_checks(execute: IsolatedExecute, about: dict[str, str], steps: list[Step]) -> Counts:
    """How many checks the instructor's answers reach, by test; without a source, none is known."""
    known = _known.setdefault(owner_of(execute), {})
    name = about["assignment"], about["notebook"]
    if name not in known:
        known[name] = _counted(execute, about, steps)
    return known[name]


def _counted(execute: IsolatedExecute, about: dict[str, str], steps: list[Step]) -> Counts:
    from grader.nbgrader.autograde.execute import make_job

    source = source_notebook(execute, about["assignment"], about["notebook"])
    if not source.is_file():
        return {}
    cells = [c for c in nbformat.read(source, as_version=4).cells if c.cell_type == "code"]
    files = course_files(execute, about["assignment"])
    packages, markers = list(execute.learner_packages), Markers.of(execute)
    job = make_job(cells, steps, packages, files, python_files(files), markers)
    place = place_for(execute, job)
    kept = _read(place)
    if kept is not None:
        return kept
    try:
        report = execute.examine(job.with_nothing_hidden())
    except SubmissionRefused:
        raise
    except Exception as error:
        execute.log.warning("The source notebook could not be examined: %s", error)
        return {}
    counts = counts_in(job, report)
    keep(place, counts)
    return counts


def course_files(preprocessor: Any, assignment: str) -> dict[str, bytes]:
    """The instructor's files beside a notebook."""
    coursedir = converter_of(preprocessor).coursedir
    return contents(source_folder(preprocessor, assignment), [*coursedir.ignore, "*.ipynb"])


def counts_in(job: Job, report: Report) -> Counts:
    """The numbers of checks in a report on the instructor's notebook, of tests that held."""
    failed = shortfalls(job, report)
    return {name: checks.count for name, checks in report.checks.items() if name not in failed}


def place_for(preprocessor: Any, job: Job) -> Path:
    """Where the numbers for the instructor's notebook `job` are kept."""
    files = {name: hashlib.sha256(data).hexdigest() for name, data in job.files.items()}
    sources = [[cell.role, cell.source] for cell in job.cells]
    plan = [step.as_plain() for step in job.plan]
    content = json.dumps([sources, plan, files], sort_keys=True).encode()
    root = Path(converter_of(preprocessor).coursedir.root)
    return root / _FOLDER / f"{hashlib.sha256(content).hexdigest()}.json"


def _read(place: Path) -> Counts | None:
    try:
        kept = json.loads(place.read_text("utf-8"))
        return {str(name): int(count) for name, count in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def keep(place: Path, counts: Counts) -> None:
    """Write the numbers down, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    beside.write_text(json.dumps(counts), "utf-8")
    os.replace(beside, place)
