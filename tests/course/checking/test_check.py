"""What `check` says of right, wrong, unwritten and misplaced answers."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import numpy as np
import pytest

from course import check
from course.checking import CheckFailed

Card = Callable[[], str]
pytestmark = pytest.mark.usefixtures("lesson")


def double(x: Any) -> Any:
    return 2 * np.asarray(x)


def named(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    function.__name__ = name
    return function


def wrong(answer: Any, name: str | None = None) -> None:
    """Check an answer that is not right, as a learner does and as nbgrader's Validate does."""
    check(answer, name)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(CheckFailed):
        patch.setenv("NBGRADER_EXECUTION", "validate")
        check(answer, name)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: 2 * x,
        lambda x: [2 * float(item) for item in x],
        lambda x: (x + x).astype(np.float32),
        lambda x, scale=2: scale * x,
        lambda *x, **named: 2 * (x[0] if x else named["x"]),
    ],
    ids=["vector", "list", "float32", "extra default", "star arguments"],
)
def test_a_right_answer_passes_however_it_is_written(answer: Any, card: Card) -> None:
    check(named("double", answer))
    assert card() == "✓ double is right: 2 examples agree."


def test_an_unwritten_answer_says_so_and_does_not_stop_the_notebook(card: Card) -> None:
    def double(x: Any) -> Any:
        raise NotImplementedError

    check(double)
    assert card().startswith("… double is not written yet.")


def test_an_unwritten_answer_fails_nbgraders_validation(
    card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    def double(x: Any) -> Any:
        raise NotImplementedError

    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(CheckFailed):
        check(double)


def test_a_run_of_all_cells_goes_on_behind_a_wrong_answer(lesson: Path) -> None:
    """The card is shown, no cell fails, and the cells below it run; Validate sees the failure."""
    cells = ["from course import check", "def double(x): return x", "check(double)", "print(6 * 7)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    nbclient.execute(notebook, cwd=str(lesson))
    card, last = (notebook.cells[place].outputs for place in (2, 3))
    assert [one.output_type for one in card] == ["display_data"]
    assert card[0].data["text/plain"].startswith("✗ double is not right yet")
    assert last[0].text == "42\n"

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBGRADER_EXECUTION", "validate")
        with pytest.raises(nbclient.exceptions.CellExecutionError, match="CheckFailed"):
            nbclient.execute(notebook, cwd=str(lesson))


def test_while_nbgrader_grades_a_wrong_answer_is_left_to_the_hidden_tests(
    card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check(named("double", lambda x: x))
    assert card().startswith("✗")


def test_a_known_mistake_gets_its_own_hint(card: Card) -> None:
    wrong(named("double", lambda x: x**2))
    assert "Squaring is not doubling." in card()


def test_an_unknown_mistake_gets_no_hint_but_what_was_expected(card: Card) -> None:
    wrong(named("double", lambda x: x + 1))
    assert "look at" not in card()
    assert "called  double(np.array([1.0, 2.0]))" in card()
    assert "expected  [2, 4]   (within 1e-05)" in card()
    assert "you got  [2., 3.]" in card()


def test_a_changed_input_is_noticed_though_the_value_is_right(card: Card) -> None:
    def double(x: Any) -> Any:
        x *= 2
        return x

    wrong(double)
    assert "changes what it was given" in card()
    assert "Leave x as it was." in card()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: None, "returned None"),
        (lambda x: (2 * x)[:, None], "its shape is (2, 1), expected (2,)"),
        (lambda x: x * np.nan, "not a number (NaN)"),
        (lambda x: "2x", "not made of plain numbers"),
        (lambda x: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda y: 2 * y, "double(x) is what the exercise asks for; yours takes (y)"),
        (lambda: 2, "yours takes ()"),
    ],
    ids=["none", "shape", "nan", "kind", "raises", "parameter name", "no parameter"],
)
def test_each_way_to_go_wrong_has_its_own_words(answer: Any, words: str, card: Card) -> None:
    wrong(named("double", answer))
    assert words in card()


def test_an_endless_loop_is_stopped_with_words(card: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    def double(x: Any) -> Any:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("course.checking.example.run_example.__defaults__", (0.2,))
    wrong(double)
    assert "did not come back" in card()


def test_a_name_that_holds_none_is_no_name_that_is_missing(card: Card) -> None:
    """Answers further below, which are not there yet, are not taken for it."""
    double = None
    caller: dict[str, Any] = {"check": check, "double": double}
    exec("check(double)", caller)
    assert "should be callable as double(x), but it is None now" in card()


def test_a_value_that_is_no_function_is_told_what_is_asked_for(card: Card) -> None:
    wrong(3.0, "double")
    assert "should be callable as double(x), but it is the number 3.0 now" in card()


def test_generators_are_read_to_their_end(card: Card) -> None:
    def countdown(n: int) -> Iterator[int]:
        while n:
            yield n
            n -= 1

    check(countdown)
    assert card().startswith("✓")


def test_classes_are_used_by_the_examples_steps(card: Card) -> None:
    class Counter:
        def __init__(self, start: int) -> None:
            self.value = start

        def up(self) -> None:
            self.value += 1

    check(Counter)
    assert card().startswith("✓")


def test_plain_values_are_found_by_name(card: Card) -> None:
    check(0.25, "best_lr")
    assert card().startswith("✓")
    wrong(0.5, "best_lr")
    assert "Half of it is enough." in card()


def test_a_plain_value_is_found_by_the_variable_that_holds_it(card: Card) -> None:
    exec("check(best_lr)", {"check": check, "best_lr": 0.25})
    assert card().startswith("✓ best_lr")


def test_an_answer_that_calls_a_wrong_earlier_answer_is_sent_there(card: Card) -> None:
    namespace: dict[str, Any] = {"check": check}
    source = "def double(x):\n    return x\ndef quadruple(x):\n    return double(double(x))\n"
    exec(source, namespace)
    exec("check(quadruple)", namespace)
    assert "calls your double, which does not pass its own check yet" in card()


def test_a_function_of_no_exercise_is_told_which_there_are(card: Card) -> None:
    wrong(named("tripel", lambda x: x))
    assert "exercises are: double, quadruple, countdown, Counter, best_lr" in card()


def test_outside_the_lessons_folder_the_way_out_is_told(
    tmp_path: Path, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    wrong(double)
    assert "Open the notebook from its own lesson folder" in card()


@pytest.mark.parametrize("text", ["", "{", '{"format": 1, "exercises": {"double": {}}}', "[]"])
def test_damaged_check_data_is_told_with_the_way_out(text: str, lesson: Path, card: Card) -> None:
    (lesson / "checks.json").write_text(text)
    wrong(double)
    assert "Delete it and run `make start`" in card()


def test_check_data_of_another_version_is_refused(lesson: Path, card: Card) -> None:
    (lesson / "checks.json").write_text(json.dumps({"format": 0, "exercises": {}}))
    wrong(double)
    assert "another version of the course" in card()


def test_the_error_is_one_line_without_our_stack() -> None:
    assert CheckFailed("wrong")._render_traceback_() == ["CheckFailed: wrong"]


def test_a_learners_prints_and_warnings_stay_out_of_the_card(
    capsys: pytest.CaptureFixture[str], card: Card
) -> None:
    def double(x: Any) -> Any:
        print("debugging")
        return 2 * x + 0 * np.log(x - x)

    wrong(double)
    assert capsys.readouterr() == ("", "")


def test_check_data_that_is_put_right_is_read_again(lesson: Path, card: Card) -> None:
    """It is kept between checks, as long as it is the same."""
    file = lesson / "checks.json"
    text = file.read_text("utf-8")
    check(named("double", lambda x: 2 * x))
    file.write_text("damaged", "utf-8")
    wrong(named("double", lambda x: 2 * x))
    assert "Delete it" in card()
    file.write_text(text.replace("double", "twice"), "utf-8")
    wrong(named("double", lambda x: 2 * x))
    assert "exercises are: twice" in card()


def test_a_diagnosis_that_fails_says_nothing(card: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card with fewer words is better than an error of the course's own."""

    def fails(*_: object) -> str:
        raise OverflowError

    monkeypatch.setattr(importlib.import_module("course.checking.judge"), "diagnose", fails)
    check(named("double", lambda x: 3 * x))
    assert card().startswith("✗ double is not right yet")
