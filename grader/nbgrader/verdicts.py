"""What became of the tests in a report: which gave less than all their points, and why."""

from __future__ import annotations

from typing import Any


def shortfalls(cells: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, str]:
    """The tests that do not give all their points, by name, and in what way.

    Parameters
    ----------
    cells, results
        Those of a job and of its report.
    """
    return {
        cell["grade_id"]: why
        for cell, result in zip(cells, results, strict=True)
        if cell["grade_id"] and (why := _shortfall(result["outputs"], cell["points"]))
    }


def _shortfall(outputs: list[dict[str, Any]], points: float) -> str:
    for output in outputs:
        if output["output_type"] == "error":
            return f"{output['ename']}: {output['evalue']}"
        if output["output_type"] == "execute_result":
            score = _number(output["data"].get("text/plain", ""))
            if score is not None and score < points:
                return f"it gives {score:g} of {points:g} points"
    return ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
