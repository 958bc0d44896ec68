"""Refuses to build an assignment whose tests ask for what cannot cross the line.

The instructor's own notebook is run twice: once with the tests beside the answers, as stock
nbgrader would, once apart. A test that holds in the first and not in the second would take
marks from everybody, so the author is told now, with the cell's name and what to write instead.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from grader.markers import Markers

from .cell_source import parse
from .examiner import Examiner
from .execute import IsolatedExecute, make_job
from .limits import Limits
from .places import SubmissionRefused, contents, python_files, source_folder
from .plan import ANSWER, LOCKED, PLAIN, TEST, Step

_ADVICE = {
    "is": "`is` between results and arguments: compare values, or change one and look at the other",
    "getsource": "`inspect.getsource`: test what the function does, not how it is written",
    "__code__": "`__code__`: use `inspect.signature(f)` or test what the function does",
    "shares_memory": "`shares_memory`: change the result and look at the argument",
    "may_share_memory": "`may_share_memory`: change the result and look at the argument",
    "jit": "tracing the learner's function: call it with arrays and compare numbers",
    "grad": "differentiating the learner's function: compare with finite differences",
    "vmap": "tracing the learner's function: call it in a loop",
    "patch": "`mock.patch` on the learner's names: rebind the name, `old, f = f, replacement`",
}
_NO_MODULE = ("ModuleNotFoundError:", "ImportError:")


class UncrossableTest(Exception):
    """Tests of an assignment would fail for right answers when graded in isolation."""


class MustCross(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Runs the source notebook's tests apart from its answers before it is released."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Refuse what holds in one process only."""
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        steps = [_step(cell) for cell in cells]
        if not any(step.role == TEST for step in steps):
            return nb, resources
        execute = IsolatedExecute(parent=self.parent)
        folder = source_folder(self, resources["nbgrader"]["assignment"])
        files = _files(self, folder)
        packages = list(execute.learner_packages)
        modules, markers = python_files(files), Markers.of(self)
        job = make_job(cells, steps, packages, files, modules, markers)
        for cell in job["cells"]:
            cell["hidden"] = []  # the author may read everything
        try:
            wrong = uncrossable(execute.warm_examiner(), job, execute.the_limits())
        except SubmissionRefused as error:
            self.log.warning("Tests were not tried in isolation: %s", error)
            return nb, resources
        if wrong:
            raise UncrossableTest(_report(resources["nbgrader"]["notebook"], wrong))
        return nb, resources


def uncrossable(examiner: Examiner, job: dict[str, Any], limits: Limits) -> dict[str, str]:
    """Tests that hold beside the answers and not apart from them: their names, and why.

    Parameters
    ----------
    job
        The instructor's own notebook; see `make_job`.
    """
    failed = _short(job["cells"], examiner.examine(job, limits)["cells"])
    if not failed:
        return {}
    beside = [dict(cell, role="learner") for cell in job["cells"]]
    together = examiner.examine(job | {"cells": beside}, limits)["cells"]
    excused = {
        name
        for name, why in _short(job["cells"], together).items()
        if not why.startswith(_NO_MODULE)
    }
    sources = {cell["grade_id"]: cell["source"] for cell in job["cells"]}
    return {name: _why(sources[name], why) for name, why in failed.items() if name not in excused}


def _short(cells: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, str]:
    """The tests that do not give all their points, by name, and in what way."""
    return {
        cell["grade_id"]: why
        for cell, result in zip(cells, results, strict=True)
        if cell["role"] == "test" and (why := _shortfall(result["outputs"], cell["points"]))
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


def _why(source: str, error: str) -> str:
    advice = [_ADVICE[word] for word in _words(parse(source)) if word in _ADVICE]
    return "\n    ".join([error, *(f"cannot cross: {line}" for line in dict.fromkeys(advice))])


def _words(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.append(node.attr)
        elif isinstance(node, ast.Name):
            found.append(node.id)
        elif isinstance(node, ast.Compare):
            found += [
                "is"
                for op, right in zip(node.ops, node.comparators, strict=True)
                if isinstance(op, ast.Is | ast.IsNot) and not isinstance(right, ast.Constant)
            ]
    return found


def _report(notebook: str, wrong: dict[str, str]) -> str:
    lines = [
        f"{notebook}: these tests do not give your own answers all their points when graded in "
        "isolation, where the learner's code runs in another process:"
    ]
    lines += [f"  cell `{name}`:\n    {why}" for name, why in wrong.items()]
    return "\n".join(lines)


def _step(cell: Any) -> Step:
    about = cell.metadata.get("nbgrader", {})
    name, role = about.get("grade_id", ""), PLAIN
    if about.get("grade") and not about.get("solution"):
        role = TEST
    elif about.get("solution"):
        role = ANSWER
    elif about.get("locked"):
        role = LOCKED
    return Step(name, role, cell.source, "code", {"points": float(about.get("points", 0))})


def _files(preprocessor: Any, folder: Path) -> dict[str, bytes]:
    coursedir = preprocessor.parent.parent.coursedir
    return contents(folder, [*coursedir.ignore, "*.ipynb"])
