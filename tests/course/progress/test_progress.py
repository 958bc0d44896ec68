"""`progress` tells how every exercise stands, whatever a learner's notebook holds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course import progress
from course.progress import card
from course.progress.card import as_html, as_text
from course.progress.find import lesson_folders
from course.progress.run import look, standings
from course.progress.standing import LessonStanding, Standing
from tests.course.progress.conftest import answer, cell

Write = Callable[..., Path]
DOUBLE = "def double(x):\n    return 2 * x"
TRIPLE = "def triple(x):\n    return 3 * x"
BLANK = "def triple(x):\n    raise NotImplementedError"


def told(folder: Path, seconds: float = 30.0) -> dict[str, tuple[str, str]]:
    """Each exercise's status and words."""
    return {one.name: (one.status, one.words) for one in look(folder, seconds).exercises}


def test_each_exercise_passes_fails_or_is_not_written(write: Write) -> None:
    folder = write([*answer("double", "def double(x): return x"), *answer("triple", BLANK)])
    found = told(folder)
    assert found["double"][0] == "fails" and "double is not right yet" in found["double"][1]
    assert found["triple"] == ("not written", "")


def test_points_are_those_of_the_exercises_that_pass(write: Write) -> None:
    standing = look(write([*answer("double", DOUBLE), *answer("triple", BLANK)]))
    assert (standing.earned, standing.points) == (2.0, 4.0)


@pytest.mark.parametrize(
    "cells",
    [
        [cell("import numpy as np"), *answer("double", "def double(x): return np.add(x, x)")],
        [cell("TWO = 1 + 1"), *answer("double", "def double(x): return TWO * x")],
        [cell("def add(a, b): return a + b"), *answer("double", "def double(x): return add(x, x)")],
        [cell("1 / 0"), *answer("double", DOUBLE + "\nprint(double(1))")],
        [cell("%matplotlib inline"), *answer("double", "%timeit 1\n!ls\n" + DOUBLE)],
        [cell("while True: pass"), *answer("double", DOUBLE)],
        [cell("picture = draw(double)"), *answer("double", DOUBLE + "\n1 / 0")],
        [*answer("double", DOUBLE), cell("def double(x): return 'an experiment'")],
        [cell(DOUBLE)],
        [cell("import double_it"), *answer("double", "double = double_it.double")],
    ],
    ids=[
        "import", "constant", "helper", "failing demo", "magics", "endless demo", "error after it",
        "redefined below", "answer in another cell", "module beside the notebook",
    ],
)  # fmt: skip
def test_a_right_answer_passes_whatever_stands_around_it(
    write: Write, cells: list[dict[str, Any]]
) -> None:
    folder = write([*cells, *answer("triple", TRIPLE)])
    (folder / "double_it.py").write_text(DOUBLE)
    assert told(folder) == {"double": ("passes", ""), "triple": ("passes", "")}


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        ("", "not written", ""),
        ("# later", "not written", ""),
        ("raise NotImplementedError", "not written", ""),
        ("def duoble(x): return 2 * x", "fails", "its answer cell does not define double."),
        ("def double(x) return 2", "fails", "SyntaxError: expected ':', in line 1 of its cell."),
        ("1 / 0", "fails", "its answer cell stops with ZeroDivisionError: division by zero."),
        ("raise SystemExit(3)", "fails", "its answer cell stops with SystemExit: 3."),
        (
            "double = 3",
            "fails",
            "double should be callable as double(x), but it is the number 3 now.",
        ),
    ],
)
def test_each_way_to_go_wrong_has_its_own_words(
    write: Write, source: str, status: str, words: str
) -> None:
    found = told(write([*answer("double", source), *answer("triple", TRIPLE)]))
    assert found["double"][0] == status and words in found["double"][1]
    assert found["triple"] == ("passes", "")


def test_a_deleted_answer_cell_is_told_with_the_way_out(write: Write) -> None:
    status, words = told(write(answer("triple", TRIPLE)))["double"]
    assert status == "not checked"
    assert "no longer in the notebook. Rename your notebook and run `make start`" in words


def test_code_that_ends_python_takes_back_no_earlier_result(write: Write) -> None:
    ends = "import os\nos._exit(3)"
    found = told(write([*answer("double", DOUBLE), *answer("triple", ends)]))
    assert found["double"] == ("passes", "")
    assert found["triple"][0] == "not checked" and "ended Python" in found["triple"][1]


def test_a_loop_that_swallows_interrupts_ends_with_the_lessons_time(write: Write) -> None:
    loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    began = time.monotonic()
    found = told(write([*answer("double", loop), *answer("triple", TRIPLE)]), seconds=2.0)
    assert {status for status, _ in found.values()} == {"not checked"}
    assert "not reached within 2 seconds" in found["triple"][1]
    assert time.monotonic() - began < 20


def test_the_learners_folder_is_left_as_it_was(write: Write) -> None:
    folder = write([cell("import helper"), *answer("double", DOUBLE)])
    (folder / "helper.py").write_text("print('hello')")
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    look(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before


def test_an_answer_that_a_person_reads_is_told_apart_from_none(write: Write) -> None:
    def paragraph(text: str) -> dict[str, Any]:
        hand = cell(text, "98-why-answer", grade=True, solution=True, points=2)
        return {**hand, "cell_type": "markdown"}

    blank = write([paragraph("*Write your answer here.*")], "97-blank")
    written = write([paragraph("Because it rolls.")], "98-written")
    statuses = [told(folder)["why"][0] for folder in (blank, written)]
    assert statuses == ["not written", "read by a person"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [{}]}', '{"worksheets": []}'])
def test_a_notebook_that_cannot_be_read_hides_no_other_lesson(write: Write, text: str) -> None:
    broken = write([], "97-broken")
    (broken / "97-broken.ipynb").write_text(text)
    right = write([*answer("double", DOUBLE), *answer("triple", TRIPLE)])
    first, second = standings([broken, right])
    assert "97-broken.ipynb can't be read" in first.problem
    assert [one.status for one in second.exercises] == ["passes", "passes"]


def test_missing_files_are_told_with_the_way_out(write: Write) -> None:
    folder = write(answer("double", DOUBLE))
    (folder / "checks.json").unlink()
    assert "There is no checks.json" in look(folder).problem
    (folder / "98-test.ipynb").unlink()
    assert "For a fresh copy, run `make start`." in look(folder).problem


def test_lessons_are_found_from_each_place_a_learner_may_be(write: Write) -> None:
    lessons = [write([], "97-one"), write([], "98-two")]
    (lessons[0].parent / "99-notes").mkdir()
    for here in (lessons[0], lessons[0].parent, lessons[0].parent.parent):
        assert lesson_folders(here) == lessons


def test_where_there_are_no_lessons_it_says_where_to_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, str]] = []
    monkeypatch.setattr(card, "display", lambda bundle, **how: shown.append(bundle))
    monkeypatch.chdir(tmp_path)
    progress()
    assert "There are no lessons here. Run progress() in a lesson" in shown[-1]["text/plain"]
    assert "There are no lessons here." in shown[-1]["text/html"]


class Output:
    """A cell's output, which keeps all that was ever shown in one place."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def display(self, bundle: dict[str, str], **how: Any) -> Output:
        assert how["display_id"]
        self.update(bundle)
        return self

    def update(self, bundle: dict[str, str], **how: Any) -> None:
        self.shown.append(bundle["text/plain"])


def test_while_it_works_the_card_counts_the_lessons_and_then_gives_way(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lesson in ("97-one", "98-two"):
        folder = write([*answer("double", DOUBLE), *answer("triple", BLANK)], lesson)
    output = Output()
    monkeypatch.setattr(card, "display", output.display)
    monkeypatch.chdir(folder)
    progress()
    *before, last = output.shown
    counts = [f"Looking at your lessons: {done} of 2 …" for done in (1, 2)]
    assert before == ["Looking at your lessons …", *counts]
    assert last.startswith("2 of 4 exercises pass: 4 of 8 points so far.")


def test_what_a_notebook_writes_to_its_terminal_stays_out_of_the_count(write: Write) -> None:
    noisy = 'import os\nos.write(1, b"noise\\n")\nos.system("echo more noise")\n'
    folder = write([*answer("double", noisy + DOUBLE), *answer("triple", TRIPLE)])
    assert told(folder) == {"double": ("passes", ""), "triple": ("passes", "")}


CARD = [
    LessonStanding(
        "05-momentum",
        [
            Standing("momentum_step", "passes", points=3),
            Standing("run_momentum", "fails", "returned <None>", points=3),
            Standing("nesterov_step", "not written", points=2),
        ],
    ),
    LessonStanding("06-adam", problem="06-adam.ipynb can't be read."),
]


def test_the_text_tells_all_that_the_table_tells() -> None:
    lines = as_text(CARD).splitlines()
    assert lines[:6] == [
        "1 of 3 exercises pass: 3 of 8 points so far.",
        "",
        "05-momentum   3 of 8",
        "  ✓ momentum_step   ✗ run_momentum   … nesterov_step",
        "06-adam",
        "  ! 06-adam.ipynb can't be read.",
    ]
    assert "05-momentum, run_momentum: returned <None>" in lines


def test_the_table_has_headers_and_says_each_status_in_words() -> None:
    page = as_html(CARD)
    assert re.findall(r'scope="col"[^>]*>(\w+)<', page) == ["lesson", "exercises", "points"]
    assert re.findall(r'scope="row"[^>]*>([\w-]+)<', page) == ["05-momentum", "06-adam"]
    assert re.findall(r'aria-label="([\w ]+):"', page) == ["passes", "fails", "not written"]
    assert "returned &lt;None&gt;" in page
