"""Whatever an answer is, the pictures, plots and tables below it end in words.

``python -m tests.lessons.shown`` sends many more answers through, and both ends of each slider.
"""

from __future__ import annotations

import inspect
import random
from typing import Any

import numpy as np
import pytest

from authoring.mistakes import Loaded
from course import data
from course.run.using import using
from tests.authoring.lessons import all_exercises
from tests.lessons.shown import Shown, cells, fewer_digits, run, show
from tests.lessons.wrong import IN_ITS_PLACE, known, odd, unforeseen

EVERY = ("not written", "divides by zero", "returns None", "returns NaN", "returns huge",
         "returns too short", "returns text", "no number", "tanh gives NaN",
         "backward gives text", "tanh overflows")  # fmt: skip
OTHERS = 1
"""How many of an exercise's other odd answers, known mistakes and unforeseen ones are sent."""

EXERCISES = [pytest.param(one, id=f"{one.exercise.lesson}:{one.name}") for one in all_exercises()]


def sample(one: Loaded) -> dict[str, str]:
    """Some answers of each kind, the same ones each time."""
    draw = random.Random(one.name)
    every = dict(odd(one))
    chosen = {name: every.pop(name) for name in EVERY if name in every}
    for more in (every, dict(known(one)), dict(unforeseen(one))):
        names = draw.sample(sorted(more), min(OTHERS, len(more)))
        chosen |= {name: more[name] for name in names}
    return chosen


@pytest.mark.parametrize("one", EXERCISES)
def test_no_wrong_answer_ends_a_picture_or_plot_in_a_traceback(
    one: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No exception, no warning, and nothing on standard error, which nbgrader scores as zero."""
    monkeypatch.setattr(data, "digits", fewer_digits)
    answers = sample(one)
    assert len(answers) >= 6
    bad = {name: shown.bad for name in answers if (shown := show(one, answers[name])).bad}
    assert bad == {}


@pytest.mark.parametrize("one", EXERCISES)
def test_whatever_stands_in_an_answers_place_ends_in_words(
    one: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number, None, an array, a class, or a function of other parameters: no traceback."""
    monkeypatch.setattr(data, "digits", fewer_digits)
    answers = dict(odd(one))
    bad = {name: shown.bad for name in IN_ITS_PLACE if (shown := show(one, answers[name])).bad}
    assert bad == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a number in its place", "A function is needed here, and the number 3 stands in"),
        ("a list in its place", "A function is needed here, and a list stands in its place."),
        ("a built-in function in its place", "`max` is part of Python, and does not say which"),
        ("a class in its place", "`Other` has no parameters called `lr` and `gamma`, which"),
    ],
)
def test_picture_says_what_stands_in_a_functions_place(name: str, words: str) -> None:
    one = next(one for one in all_exercises() if one.name == "momentum_step")
    first, *_ = show(one, dict(odd(one))[name]).pictures
    assert first.look.kind == "trouble"
    assert first.message.startswith(words)


def test_training_says_what_stands_in_its_landscapes_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None too is told, where the picture could draw a landscape of its own."""
    monkeypatch.setattr(data, "digits", fewer_digits)
    one = next(one for one in all_exercises() if one.name == "loss_on_plane")
    shown = show(one, "loss_on_plane = None")
    assert any("needed here, and None stands in" in each.message for each in shown.pictures)


def test_every_exercise_but_one_is_shown_below_itself() -> None:
    """What is tested above is there: a picture, a figure or printed words."""
    silent = set()
    for one in all_exercises():
        shown = show(one, dict(odd(one)).get("not written", ""))
        if not (shown.said or shown.pictures or shown.figures):
            silent.add(one.name)
    assert silent <= {"chain", "affine_backward", "softmax_cross_entropy", "terminal_velocity"}


def test_harness_sees_what_nobody_should_see() -> None:
    shown = Shown()
    run("1 / 0", {}, shown)
    run("import sys; print('oh', file=sys.stderr)", {}, shown)
    run("import warnings; warnings.warn('look')", {}, shown)
    run("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.legend()", {}, shown)
    assert len(shown.bad) == 4


def test_no_cell_of_a_lesson_catches_errors_by_itself() -> None:
    """One helper does it for all."""
    for one in all_exercises():
        for cell in cells(one.exercise.lesson):
            assert cell.answers or "except" not in cell.source


CODE = """
def middle(x):
    return np.mean(x)
def spread(x):
    total = x / 0
    return total
"""
"""A learner's cell."""


def said(block: str, answers: str = CODE) -> str:
    """What a cell that uses these answers prints; all else is an error."""
    names: dict[str, Any] = {"np": np, "using": using}
    shown = Shown()
    run(inspect.cleandoc(answers), names, shown)
    body = inspect.cleandoc(block).replace("\n", "\n    ")
    run(f"with using('middle', 'spread'):\n    {body}", names, shown)
    assert shown.bad == []
    return shown.said


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("print(middle([1, 3]))", "2.0\n"),
        ("spread(3)",
         "`spread` raised ZeroDivisionError: division by zero, in line 4: `total = x / 0`. "
         "`check(middle)` and `check(spread)` may tell you more.\n"),
        ("middle(np.array([1.0, np.nan]))",
         "`middle` returned numbers that are not finite. `check(middle)`"),
        ("middle([1e200])", "`middle` returned numbers that are too large to show, beyond 1e100."),
        ("middle([1j])", "`middle` returned complex numbers."),
        ("[1, 2][int(middle([5]))]",
         "This cell can't use what came of `middle` (a float64): IndexError: list index out"),
        ("lowest([1])", "This cell can't use what came of `middle` and `spread`: NameError"),
    ],
)  # fmt: skip
def test_cell_says_whose_function_did_what(block: str, words: str) -> None:
    assert said(block).startswith(words)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            "def middle(x): raise NotImplementedError",
            "This cell waits for `middle`: write it above",
        ),
        ("def middle(x): pass", "`middle` returned None: is its `return` missing?"),
        ("def middle(x): return 1.0, None", "`middle` returned a tuple that has None in it."),
        ("def middle(x): return 'two'", "`middle` returned text in place of numbers."),
        ("", "There is no `middle` yet: run the cell above that defines it."),
        ("middle = 3", "`middle` is the number 3 now, and no function: run the cell that"),
    ],
)
def test_cell_says_what_an_answer_gave(answers: str, words: str) -> None:
    assert said("f'{middle([1]):.2f}'", answers or "pass").startswith(words)


def test_endless_loop_is_stopped_in_words() -> None:
    names: dict[str, Any] = {"using": using}
    shown = Shown()
    run("def middle():\n    while True:\n        pass", names, shown)
    run("with using('middle', seconds=0.2):\n    middle()", names, shown)
    assert shown.bad == []
    assert "stopped after 0.2 seconds: `middle` was still running, in line" in shown.said


def test_trouble_takes_the_figure_away_and_gives_the_names_back() -> None:
    names: dict[str, Any] = {"using": using}
    shown = Shown()
    run(
        "import matplotlib.pyplot as plt\ndef middle(): return float('nan')\nown = middle",
        names,
        shown,
    )
    run("with using('middle'):\n    plt.plot([1, middle()])", names, shown)
    assert shown.figures == 0 and "not finite" in shown.said
    assert names["middle"] is names["own"]


def test_interrupt_ends_the_cell() -> None:
    """It is the reader's own wish."""
    with pytest.raises(KeyboardInterrupt), using("nothing"):
        raise KeyboardInterrupt
