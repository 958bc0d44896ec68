"""What is shown apart from what is marked, so that hidden inputs cannot be shown.

A learner's function sees the inputs of hidden tests, and could keep them for a later cell to
print. So nothing that is shown comes from after the first hidden statement: one run shows, with
the visible parts of the tests only, and then runs the hidden parts at its end (`afterwards.py`).
Where these need their place between the cells, the notebook runs a second time for the marks, with
the whole tests and without rendering anything.
"""

from __future__ import annotations

from typing import Any

from .outputs import VERDICTS

Job = dict[str, Any]
Report = dict[str, Any]


def has_hidden_tests(job: Job) -> bool:
    """Whether any test of `job` has lines that learners never see."""
    return any(cell["hidden"] for cell in job["cells"])


def parts(job: Job) -> list[Job]:
    """The runs that `job` needs: one, or one to show and one to mark."""
    return [to_show(job), to_mark(job)] if has_hidden_tests(job) else [job]


def at_once(job: Job) -> Job:
    """`job` in one run, shown first and marked afterwards."""
    return job | {"at_once": True}


def both(report: Report) -> tuple[Report, Report | None]:
    """The two parts of an `at_once` report; the second is None if the tests need their place."""
    shown = {key: value for key, value in report.items() if key != "marked"}
    if not report["marked"]:
        return shown, None
    return shown, shown | {"cells": report["marked"], "processor_seconds": 0.0}


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
            kept = [o for o in seen["outputs"] if o["output_type"] not in VERDICTS]
            seen = seen | {"outputs": kept + verdict["outputs"]}
        cells.append(seen)
    seconds = shown["processor_seconds"] + marked["processor_seconds"]
    return marked | {"cells": cells, "processor_seconds": seconds}
