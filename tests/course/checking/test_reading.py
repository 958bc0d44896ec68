"""What an answer's own text is said to show, and what is not said of it."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import pytest

from course.checking.diagnosis.reading import read
from tests.authoring.lessons import all_exercises, check_data

CELLS = count()

SHOWN = {
    "a loop that returns in its first round": (
        "def f(x, lr):\n    for one in x:\n        total = lr * one\n        return total\n",
        "The return in line 4 stands inside the loop, which ends in its first round.",
    ),
    "an argument that nothing reads": (
        "def f(x, lr):\n    return 2 * x\n",
        "lr is given, and no line reads it.",
    ),
    "an argument that is replaced at once": (
        "def f(x, lr):\n    lr = 0.1\n    return lr * x\n",
        "Line 2 gives lr another value before any line has read what was given.",
    ),
    "an argument that a loop's own name hides": (
        "def f(x, lr):\n    for lr in x:\n        print(lr)\n",
        "Line 2 gives lr another value before any line has read what was given.",
    ),
}

NOT_SHOWN = {
    "a return under a condition": (
        "def f(x, lr):\n    for one in x:\n        if one > lr:\n            return one\n"
    ),
    "a loop that goes on first": (
        "def f(x, lr):\n    for one in x:\n        if one < lr:\n            continue\n"
        "        return one\n"
    ),
    "a return of a function inside the loop": (
        "def f(x, lr):\n    for one in x:\n        def g():\n            return lr\n        g()\n"
    ),
    "an argument made an array of itself": (
        "def f(x, lr):\n    x = np.asarray(x)\n    x -= lr\n    return x\n"
    ),
    "an argument with a default put in its place": (
        "def f(x, lr):\n    if lr is None:\n        lr = 0.1\n    return lr * x\n"
    ),
    "a branch that replaces what the other reads": (
        "def f(x, lr):\n    if len(x):\n        lr = 0.1\n    else:\n        print(lr)\n"
    ),
    "a comprehension with a name of its own": (
        "def f(x, lr):\n    return [lr for lr in x] + [lr]\n"
    ),
    "an argument that an inner function reads": (
        "def f(x, lr):\n    step = lambda one: lr * one\n    return list(map(step, x))\n"
    ),
    "all arguments read at once": "def f(x, lr):\n    return sum(locals().values())\n",
}


def written(source: str) -> Callable[..., Any]:
    """The function f of a cell, as a notebook would run it."""
    cell = f"<ipython-input-{next(CELLS)}>"
    linecache.cache[cell] = len(source), None, source.splitlines(True), cell
    namespace: dict[str, Any] = {"np": np}
    exec(compile(source, cell, "exec"), namespace)
    answer: Callable[..., Any] = namespace["f"]
    return answer


@pytest.mark.parametrize("case", SHOWN)
def test_what_a_text_shows_is_said_with_its_line(case: str) -> None:
    source, words = SHOWN[case]
    assert read(written(source), ["x", "lr"]) == words


@pytest.mark.parametrize("case", NOT_SHOWN)
def test_nothing_is_said_of_what_may_be_meant(case: str) -> None:
    assert read(written(NOT_SHOWN[case]), ["x", "lr"]) == ""


@pytest.mark.parametrize("answer", [None, 3, len, type("Value", (), {}), np.sum])
def test_nothing_is_said_of_what_has_no_text(answer: Any) -> None:
    assert read(answer, ["x"]) == ""


def test_nothing_is_said_of_right_answers() -> None:
    """Of no reference, whose text is as good as any learner's."""
    said = {
        one.name: read(written(f"{one.exercise.solution}\nf = {one.name}\n"), list(parameters))
        for one in all_exercises()
        if (parameters := check_data(one).parameters) and one.name != "Value"
    }
    assert len(said) > 30
    assert {name: words for name, words in said.items() if words} == {}
