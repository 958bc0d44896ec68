"""Moved and deleted cells: tests stand at their place again, and what a person marks comes back."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.nbgrader.autograde import structure as tidy
from grader.nbgrader.plan import ANSWER, LOCKED, OTHER, TEST, Step

ORDER = ["setup", "a", "a-test", "b", "b-test", "essay", "c", "c-test"]
KINDS = {"setup": LOCKED, "essay": OTHER}


def step(name: str) -> Step:
    """The instructor's cell of that name."""
    kind = KINDS.get(name, TEST if name.endswith("-test") else ANSWER)
    grade, solution = kind in (TEST, OTHER), kind in (ANSWER, OTHER)
    about = {"grade_id": name, "grade": grade, "solution": solution, "task": False}
    about |= {"locked": kind in (TEST, LOCKED), "checksum": "0", "schema_version": 3}
    return Step(name, kind, f"# {name}", "markdown" if kind == OTHER else "code", about)


STEPS = [step(name) for name in ORDER]


def handed_in(names: list[str]) -> Any:
    """A notebook of these cells; a name that starts with "my" is a cell of the learner's."""
    cells = []
    for name in names:
        make: Any = new_markdown_cell if name == "essay" else new_code_cell
        mine = name.startswith("my")
        cells.append(make(name, metadata={} if mine else {"nbgrader": {"grade_id": name}}))
    return from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def tidied(names: list[str], monkeypatch: pytest.MonkeyPatch, steps: list[Step] = STEPS) -> Any:
    """What `TidyUp` makes of a notebook."""
    monkeypatch.setattr(tidy, "steps_for", lambda *_: steps)
    made, _ = tidy.TidyUp().preprocess(handed_in(names), {"nbgrader": {}})
    return made.cells


def in_order(names: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cells then."""
    cells = tidied(names, monkeypatch)
    return [tidy.grade_id(cell) or str(cell.source) for cell in cells]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("setup a a-test b b-test essay c c-test", "setup a a-test b b-test essay c c-test"),
        ("b-test setup a a-test b essay c c-test", "setup a a-test b b-test essay c c-test"),
        ("setup a b c a-test b-test c-test essay", "setup a b c a-test b-test essay c-test"),
        ("setup a b essay c a-test b-test c-test", "setup a b essay c a-test b-test c-test"),
        ("setup a b essay c c-test b-test a-test", "setup a b essay c a-test b-test c-test"),
        ("setup a my b my2 essay c my3", "setup a my a-test b my2 b-test essay c my3 c-test"),
        ("setup a-test my a b b-test essay c c-test", "setup my a a-test b b-test essay c c-test"),
    ],
)
def test_tests_stand_behind_all_that_comes_before_them(
    given: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers and the learner's own cells stay where they are put."""
    assert in_order(given.split(), monkeypatch) == expected.split()


def test_no_order_of_cells_puts_a_test_before_what_it_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every order of five of the instructor's cells, with a cell of the learner's among them."""
    for names in itertools.permutations(["a", "a-test", "b", "b-test", "c-test", "my"]):
        found = in_order(list(names), monkeypatch)
        for test in ("a-test", "b-test", "c-test"):
            earlier = ORDER[: ORDER.index(test)]
            assert all(found.index(name) < found.index(test) for name in earlier if name in found)
        own = [name for name in found if name in ("a", "b", "my")]
        assert own == [name for name in names if name in ("a", "b", "my")]
        assert len(found) == len(set(found)) == 7  # with the essay, which a person marks


def test_a_deleted_written_answer_comes_back_to_be_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it was missing, and stands where it belongs."""
    names = [name for name in ORDER if name != "essay"]
    cells = tidied(names, monkeypatch)
    (found,) = [cell for cell in cells if tidy.grade_id(cell) == "essay"]
    assert cells.index(found) == ORDER.index("essay")
    assert found.cell_type == "markdown" and found.metadata.nbgrader.grade
    assert "was missing from the submission" in found.source and "# essay" in found.source


def test_a_deleted_cell_of_code_that_a_person_marks_comes_back_asleep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its code would replace the learner's own, which may stand in another cell."""
    about = STEPS[1].metadata | {"grade": True, "points": 3.0}
    marked = Step("a", ANSWER, "def a():\n    raise NotImplementedError", "code", about)
    steps = [marked if one.grade_id == "a" else one for one in STEPS]
    cells = tidied([name for name in ORDER if name != "a"], monkeypatch, steps)
    (found,) = [cell for cell in cells if tidy.grade_id(cell) == "a"]
    assert cells.index(found) == ORDER.index("a")
    assert found.metadata.nbgrader.points == 3.0
    assert all(line.startswith("#") for line in found.source.split("\n") if line)


def test_a_deleted_task_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task is marked with what the learner wrote beside it."""
    about = {"grade_id": "do", "task": True, "grade": False, "solution": False, "locked": True}
    steps = [*STEPS, Step("do", OTHER, "Do it.", "markdown", about | {"points": 2.0})]
    cells = tidied([*ORDER, "my"], monkeypatch, steps)
    assert tidy.grade_id(cells[-1]) == "do" and cells[-1].metadata.nbgrader.task


def test_a_deleted_answer_that_tests_mark_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The learner's own function stands elsewhere; the empty one must not replace it."""
    assert in_order(["setup", "my", "a-test"], monkeypatch)[:3] == ["setup", "my", "a-test"]
