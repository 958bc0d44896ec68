"""What feedback says of a hidden test that was stopped: the limit of time that was met, no more."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.limits import Limits
from grader.nbgrader.feedback.exporter import HideTests

SOURCE = "### BEGIN HIDDEN TESTS\nassert f(4142) == 1\n### END HIDDEN TESTS"
ABOUT = {"grade": True, "locked": True, "solution": False, "grade_id": "f-test", "points": 2}
WORDS = ("your code did not come back within", "this cell took longer than")


def told(name: str, words: str) -> str:
    """What stands in feedback in place of an error."""
    error = new_output("error", ename=name, evalue=words, traceback=[words])
    cell = new_code_cell(SOURCE, metadata={"nbgrader": ABOUT}, outputs=[error])
    made, _ = HideTests().preprocess(new_notebook(cells=[cell]), {})
    [output] = made.cells[0].outputs
    return str(output.text)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("seconds", [10, 2.5])
def test_the_limit_that_was_met_is_named(words: str, seconds: float) -> None:
    limits = Limits(call_seconds=seconds, cell_seconds=seconds)
    said = f"{words} {limits.told(seconds)}"
    assert told("TimeoutError", said) == f"✗ ends in time: {said}\n"


def test_no_other_words_of_an_error_are_told() -> None:
    """A learner's function may raise a TimeoutError that carries a hidden input."""
    assert told("TimeoutError", "saw 4142 within 3 s") == "✗ ends in time\n"
    assert told("ValueError", "4142") == (
        "✗ passes the hidden tests (they were stopped by ValueError)\n"
    )
