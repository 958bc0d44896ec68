"""One examiner for all tests: starting it is what takes time."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from grader.examiner.examiner import Examiner
from grader.job import ANSWER, LEARNER, TEST, Job, JobCell, PlanStep
from grader.limits import Limits
from grader.markers import STOCK

LIMITS = Limits(call_seconds=2, cell_seconds=4, grace_seconds=1, submission_seconds=60)
Outputs = Sequence[dict[str, Any]]


@pytest.fixture(scope="session")
def examiner() -> Iterator[Examiner]:
    """A warm examiner."""
    if not shutil.which("bwrap"):
        pytest.skip("the sandbox needs bubblewrap, which is not on this machine")
    with Examiner(["numpy", "matplotlib.pyplot"], ["numpy"]) as made:
        yield made


def job(answer: str, tests: list[str], solution: str | None, files: dict[str, bytes]) -> Job:
    """What the examiner is asked: one answer cell, then the tests."""
    source = textwrap.dedent(answer)
    cells = [JobCell(LEARNER, "", source)]
    plan = [PlanStep("answer", ANSWER, textwrap.dedent(solution or source))]
    for number, test in enumerate(tests):
        test = textwrap.dedent(test)
        name = f"test-{number}"
        cells.append(JobCell(TEST, name, test, tuple(STOCK.hidden_lines(test)), points=2.0))
        plan.append(PlanStep(name, TEST, test))
    return Job(tuple(cells), tuple(plan), files=files)


def asking_for(checks: int, asked: Job) -> Job:
    """`asked`, where the instructor's answer is said to reach as many checks of each test."""
    cells = (replace(cell, checks=checks if cell.is_test else 0) for cell in asked.cells)
    return replace(asked, cells=tuple(cells))


@pytest.fixture
def grade(examiner: Examiner) -> Callable[..., list[Outputs]]:
    """Outputs of an answer cell and of the tests after it."""

    def run(
        answer: str,
        *tests: str,
        solution: str | None = None,
        files: dict[str, bytes] | None = None,
        limits: Limits = LIMITS,
    ) -> list[Outputs]:
        report = examiner.examine(job(answer, list(tests), solution, files or {}), limits)
        return [list(cell.outputs) for cell in report.cells]

    return run


@pytest.fixture
def holds(grade: Callable[..., list[Outputs]]) -> Callable[..., None]:
    """Fail unless a test cell earns full marks for an answer."""

    def check(answer: str, test: str, **options: Any) -> None:
        shown, outputs = grade(answer, test, **options)
        assert not errors(shown), shown
        assert not outputs, outputs

    return check


@pytest.fixture
def fails(grade: Callable[..., list[Outputs]]) -> Callable[..., str]:
    """The words of a test cell that earns nothing."""

    def check(answer: str, test: str, **options: Any) -> str:
        outputs = grade(answer, test, **options)[1]
        assert errors(outputs), outputs
        return " ".join(errors(outputs))

    return check


def errors(outputs: Outputs) -> list[str]:
    """Names and words of error outputs."""
    return [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
