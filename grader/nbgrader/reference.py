"""What the instructor's own notebook reaches when it is examined: the measure for learners'.

The numbers are kept beside the course, by the content that they depend on, so that the notebook
runs when it is released or first graded and not for every submission.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import nbformat

from grader.job import Job, Report
from grader.markers import Markers
from grader.nbgrader.folders import (
    SubmissionRefused,
    contents,
    converter_of,
    once_a_run,
    python_files,
    source_folder,
    source_notebook,
)
from grader.nbgrader.jobs import make_job
from grader.nbgrader.plan import Step
from grader.nbgrader.stock import About, Examining, Part
from grader.rpc.crossing import Output

Counts = dict[str, int]
_FOLDER = Path(".cache", "grader", "checks")


def expected_checks(execute: Examining, about: About, steps: list[Step]) -> Counts:
    """How many checks the instructor's answers reach, by test; without a source, none is known."""
    name = "checks", about["assignment"], about["notebook"]
    return once_a_run(execute, name, lambda: _counted(execute, about, steps))


def _counted(execute: Examining, about: About, steps: list[Step]) -> Counts:
    source = source_notebook(execute, about["assignment"], about["notebook"])
    if not source.is_file():
        return {}
    cells = [c for c in nbformat.read(source, as_version=4).cells if c.cell_type == "code"]
    files = course_files(execute, about["assignment"])
    modules, markers = python_files(files), Markers.of(execute)
    job = make_job(cells, steps, execute.learner_packages, files, modules, markers)
    file = file_for(execute, job)
    kept = _read(file)
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
    keep(file, counts)
    return counts


def course_files(preprocessor: Part, assignment: str) -> dict[str, bytes]:
    """The instructor's files beside a notebook."""
    coursedir = converter_of(preprocessor).coursedir
    return contents(source_folder(preprocessor, assignment), [*coursedir.ignore, "*.ipynb"])


def counts_in(job: Job, report: Report) -> Counts:
    """The numbers of checks in a report on the instructor's notebook, of tests that held."""
    failed = shortfalls(job, report)
    return {name: checks.count for name, checks in report.checks.items() if name not in failed}


def shortfalls(job: Job, report: Report) -> dict[str, str]:
    """The tests that do not give all their points, by name, and in what way."""
    return {
        cell.grade_id: why
        for cell, result in zip(job.cells, report.cells, strict=True)
        if cell.grade_id and (why := _shortfall(result.outputs, cell.points))
    }


def _shortfall(outputs: Iterable[Output], points: float) -> str:
    for output in outputs:
        if output["output_type"] == "error":
            return f"{output['ename']}: {output['evalue']}"
        if output["output_type"] == "execute_result":
            data = output["data"]
            score = _number(data.get("text/plain", "")) if isinstance(data, dict) else None
            if score is not None and score < points:
                return f"it gives {score:g} of {points:g} points"
    return ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def file_for(preprocessor: Part, job: Job) -> Path:
    """Where the numbers for the instructor's notebook `job` are kept."""
    files = {name: hashlib.sha256(data).hexdigest() for name, data in job.files.items()}
    sources = [[cell.role, cell.source] for cell in job.cells]
    plan = [step.as_plain() for step in job.plan]
    content = json.dumps([sources, plan, files], sort_keys=True).encode()
    root = Path(converter_of(preprocessor).coursedir.root)
    return root / _FOLDER / f"{hashlib.sha256(content).hexdigest()}.json"


def _read(file: Path) -> Counts | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {str(name): int(count) for name, count in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def keep(file: Path, counts: Counts) -> None:
    """Write the numbers down, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    beside.write_text(json.dumps(counts), "utf-8")
    os.replace(beside, file)
