"""Marks from one run, what is shown from another, so that hidden inputs cannot be shown.

A learner's function sees the inputs of hidden tests, and could keep them for a later cell to
print. So the notebook runs twice: once with the visible parts of the tests only, for everything
that is shown, and once with the whole tests, without rendering anything, for the marks.
"""

from __future__ import annotations

from typing import Any

Job = dict[str, Any]
Report = dict[str, Any]
_VERDICTS = ("error", "execute_result")


def has_hidden_tests(job: Job) -> bool:
    """Whether any test of `job` has lines that learners never see."""
    return any(cell["hidden"] for cell in job["cells"])


def parts(job: Job) -> list[Job]:
    """The runs that `job` needs: one, or one to show and one to mark."""
    return [to_show(job), to_mark(job)] if has_hidden_tests(job) else [job]


def to_show(job: Job) -> Job:
    """`job` with the visible parts of its tests only."""
    return job | {"cells": [_visible(cell) for cell in job["cells"]]}


def to_mark(job: Job) -> Job:
    """`job` in full, of which only the tests' verdicts and words are looked at."""
    return job | {"quiet": True}


def _visible(cell: dict[str, Any]) -> dict[str, Any]:
    hidden = set(cell["hidden"])
    if not hidden:
        return cell
    lines = enumerate(cell["source"].split("\n"), 1)
    # Not even how long the hidden part is may be seen here: this run is kept when it changes.
    source = "\n".join(line for number, line in lines if number not in hidden)
    return cell | {"source": source, "hidden": []}


def combined(job: Job, shown: Report, marked: Report) -> Report:
    """One report: verdicts and words of the tests from `marked`, all else from `shown`."""
    cells = []
    for cell, seen, verdict in zip(job["cells"], shown["cells"], marked["cells"], strict=True):
        if cell["role"] == "test":
            kept = [o for o in seen["outputs"] if o["output_type"] not in _VERDICTS]
            seen = seen | {"outputs": kept + verdict["outputs"]}
        cells.append(seen)
    seconds = shown["processor_seconds"] + marked["processor_seconds"]
    return marked | {"cells": cells, "processor_seconds": seconds}
