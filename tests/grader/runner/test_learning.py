"""The trusted side reads the instructor's cells once for a class, and nothing of a submission."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any
from unittest.mock import ANY

import pytest

from grader.cells import source as cell_source
from grader.cells.aspects import aspects_of
from grader.examiner.examiner import Examiner
from grader.job import LOCKED, PLAIN, PlanStep
from grader.limits import Limits
from grader.rpc.codec import decode
from grader.runner import outputs, serve
from grader.runner.graded_cell import statements
from grader.runner.notebook import aspects_in
from tests.grader.conftest import LIMITS, job

TEST = """
assert f(1) == 2
### BEGIN HIDDEN TESTS
secret = 3
assert f(secret) == 4
### END HIDDEN TESTS
"""
ANSWER = "def f(x): return x + 1  # learner's words"
SOLUTION = "def f(x): return 1 + x"


@pytest.fixture
def told(examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the trusted side is given to read."""
    found: list[Any] = []
    learn = examiner.trusted.learn

    def note(content: bytes) -> None:
        found.append(decode(content, Limits().for_files()))
        learn(content)

    monkeypatch.setattr(examiner.trusted, "learn", note)
    monkeypatch.setattr(examiner, "_taught", set())
    return found


def test_it_is_told_the_instructors_cells_and_no_others(
    examiner: Examiner, told: list[Any]
) -> None:
    examiner.examine(job(ANSWER, [TEST], SOLUTION, {}), LIMITS)
    assert told and "learner's words" not in repr(told)
    assert SOLUTION in repr(told) and "secret = 3" in repr(told)


def test_it_is_told_once_for_a_class_and_again_when_a_test_changes(
    examiner: Examiner, told: list[Any]
) -> None:
    for number in range(3):
        examiner.examine(job(f"{ANSWER} {number}", [TEST], SOLUTION, {}), LIMITS)
    assert len(told) == 1
    examiner.examine(job(ANSWER, [TEST.replace("== 4", "== 5")], SOLUTION, {}), LIMITS)
    assert len(told) == 2


def test_what_it_was_told_is_known_afterwards(tmp_path: Any) -> None:
    """In the process that forks: no fork has to read it again."""
    source = f"%matplotlib inline\nmark = {os.getpid()}"
    step, test = PlanStep("", LOCKED, source), source + "\nassert mark"
    content = serve.encode({"plan": [step.as_plain()], "tests": [test]}, Limits().for_files())
    file = tmp_path / "cells"
    file.write_bytes(content)
    with file.open("rb") as opened:
        serve.learn(opened.fileno())
    before = cell_source.as_python.cache_info().misses
    cell_source.parse(source)
    statements(test)
    assert cell_source.as_python.cache_info().misses == before
    looked = aspects_of.cache_info().misses
    aspects_in([step], (test,))
    assert aspects_of.cache_info().misses == looked


SHOWING = """
from IPython.display import HTML, display
display(HTML("<b>{}</b><script>1</script>"))
"""


def test_what_the_instructors_notebook_shows_is_made_safe_once(
    examiner: Examiner, told: list[Any]
) -> None:
    asked = job(SHOWING.format("right"), [], "", {})
    collecting = replace(asked, figures={}, collect=True)
    report = examiner.examine(collecting, LIMITS)
    assert report.cells[0].outputs[0]["data"] == {"text/html": "<b>right</b>", "text/plain": ANY}
    assert told[-1] == {"markup": ["<b>right</b><script>1</script>"]}


def test_what_a_submission_shows_is_told_to_nobody(examiner: Examiner, told: list[Any]) -> None:
    """Not even where it takes the instructor's pictures."""
    for figures in (None, {}):
        asked = job(SHOWING.format("mine"), [], "pass", {})
        examiner.examine(replace(asked, figures=figures), LIMITS)
    assert "mine" not in repr(told) and not any("markup" in each for each in told)


def test_markup_is_known_afterwards(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "made_safe", {})
    file = tmp_path / "markup"
    file.write_bytes(serve.encode({"markup": ["<b>a<i>", "<script>"]}, Limits().for_files()))
    with file.open("rb") as opened:
        serve.learn(opened.fileno())
    assert outputs.made_safe == {"<b>a<i>": "<b>a<i></i></b>", "<script>": ""}
    monkeypatch.setattr("grader.intake.harmless.clean", None)  # not needed again
    assert outputs.safe_html("<b>a<i>") == "<b>a<i></i></b>"


def test_not_everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "made_safe", {})
    for text in [*map(str, range(1000)), "<i>" + "x" * 20_000]:
        assert outputs.safe_html(text).startswith(text)
    assert len(outputs.made_safe) <= 500
    monkeypatch.setattr(outputs, "made_safe", {})
    outputs.safe_html("x" * 20_000)
    assert not outputs.made_safe


@pytest.mark.parametrize("source", ["def", "x = (" * 500, "\x00", "'" * 3])
def test_a_cell_that_is_no_python_does_not_end_it(tmp_path: Any, source: str) -> None:
    cells = {"plan": [PlanStep("", PLAIN, source).as_plain()], "tests": [source]}
    file = tmp_path / "cells"
    file.write_bytes(serve.encode(cells, Limits().for_files()))
    with file.open("rb") as opened:
        serve.learn(opened.fileno())
