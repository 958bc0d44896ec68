"""What became of the tests in a report: which gave less than all their points, and why."""

from __future__ import annotations

from collections.abc import Iterable

from grader.job import Job, Report
from grader.rpc.crossing import Output


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
