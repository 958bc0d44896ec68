"""nbgrader's timeout and the course's changes, as the limits of a submission."""

from __future__ import annotations

import pytest
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from grader.limits import Limits
from grader.nbgrader.autograde.execute import IsolatedExecute

STOCK = Limits()


def limits_of(section: str, timeout: int | None, **changes: float) -> Limits:
    """The limits of a course that sets a timeout in a section of its config."""
    config = Config()
    config[section].timeout = timeout
    config.IsolatedExecute.limits = changes
    return IsolatedExecute(config=config).the_limits()


def test_a_course_that_sets_nothing_has_the_limits_that_are_documented() -> None:
    assert IsolatedExecute().the_limits() == STOCK
    assert Execute().timeout == STOCK.cell_seconds, "nbgrader's own default"


@pytest.mark.parametrize("section", ["Execute", "ExecutePreprocessor", "NotebookClient"])
def test_a_timeout_is_the_limit_of_a_cell_and_of_a_call(section: str) -> None:
    """Wherever nbgrader reads it from; and a notebook has time for two such cells."""
    limits = limits_of(section, 200)
    assert (limits.cell_seconds, limits.call_seconds) == (200, 200)
    assert (limits.submission_seconds, limits.cpu_seconds) == (400, 400)
    assert limits_of(section, 40).submission_seconds == STOCK.submission_seconds


def test_a_short_timeout_shortens_the_cell_only() -> None:
    """A call of the learner's code cannot outlast its cell anyway."""
    limits = limits_of("Execute", 5)
    assert (limits.cell_seconds, limits.call_seconds) == (5, STOCK.call_seconds)


@pytest.mark.parametrize("timeout", [None, -1])
def test_no_timeout_leaves_the_notebooks_time(timeout: int | None) -> None:
    """As in nbgrader, a cell then has no limit of its own."""
    limits = limits_of("Execute", timeout)
    assert limits.cell_seconds == limits.call_seconds == STOCK.submission_seconds


def test_limits_that_are_given_win() -> None:
    """The timeout fills in what the course has not set itself."""
    limits = limits_of("Execute", 90, call_seconds=3, submission_seconds=100)
    assert (limits.cell_seconds, limits.call_seconds, limits.submission_seconds) == (90, 3, 100)


def test_a_limit_of_time_is_said_with_its_name() -> None:
    """So that an instructor knows what to raise."""
    assert Limits(call_seconds=2.5).told(2.5) == "2.5 s (`call_seconds`)"
    assert limits_of("Execute", 60).told(60) == "60 s (`call_seconds`, `cell_seconds`)"
    assert STOCK.told(7.5) == "7.5 s", "a limit that the rest of a notebook's time has cut short"
