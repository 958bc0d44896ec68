"""Honest but untidy work: what was handed in, and the marks that it deserves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from tests.attacks.exercises import NAMES, right_answer
from tests.attacks.notebook import answer, first, last, solve

FULL: Mapping[str, float] = dict.fromkeys(NAMES, 2.0)
Make = Callable[[NotebookNode], NotebookNode]
WORKS: dict[str, Work] = {}


@dataclass(frozen=True)
class Work:
    """One submission.

    Attributes
    ----------
    make
        Writes it, from a notebook with right answers; its docstring says what is untidy.
    deserves
        Marks by exercise.
    """

    make: Make
    deserves: Mapping[str, float]


def work(**less: float) -> Callable[[Make], Make]:
    """Enter a submission into `WORKS`; it deserves full marks but for the exercises named."""

    def enter(make: Make) -> Make:
        WORKS[make.__name__] = Work(make, {**FULL, **less})
        return make

    return enter


@work()
def warns(nb: NotebookNode) -> NotebookNode:
    """The answer gives a warning, which goes to stderr (stock nbgrader: zero)."""
    wordy = "    import warnings; warnings.warn('square root of a mean')\n"
    signature, body = right_answer("rms").split("\n")
    return answer(nb, rms=f"{signature}\n{wordy}{body}")


@work()
def warns_in_numpy(nb: NotebookNode) -> NotebookNode:
    """The answer divides by zero on its way."""
    wordy = "    np.float64(1.0) / np.float64(0.0)\n"
    signature, body = right_answer("rms").split("\n")
    return answer(nb, rms=f"{signature}\n{wordy}{body}")


@work()
def writes_to_stderr(nb: NotebookNode) -> NotebookNode:
    """Progress goes to stderr, by print and by logging."""
    loud = "    import sys, logging\n    print('x', file=sys.stderr); logging.warning('x')\n"
    return answer(nb, rms=right_answer("rms").replace("\n", f"\n{loud}", 1))


@work()
def prints_everywhere(nb: NotebookNode) -> NotebookNode:
    """Print statements in every function and between."""
    for name in NAMES:
        answer(nb, **{name: right_answer(name).replace("\n", "\n    print('here')\n", 1)})
    return first(nb, "print('hello')\nprint({'a': 1})")


@work()
def fails_in_a_demo_cell(nb: NotebookNode) -> NotebookNode:
    """Cells that have nothing to do with an exercise raise errors."""
    return last(first(nb, "undefined_name", "1 / 0", "import no_such_module"), "raise KeyError(3)")


@work()
def is_no_python(nb: NotebookNode) -> NotebookNode:
    """A cell of notes was left as code, and another is half written."""
    return first(nb, "the mean of the squares, then the root", "for i in range(3):")


@work()
def uses_magics(nb: NotebookNode) -> NotebookNode:
    """Magics, shell commands and help."""
    return first(
        nb, "%matplotlib inline", "!echo hello", "%time sum(range(9))", "len?", "%pip --version"
    )


@work()
def asks_for_input(nb: NotebookNode) -> NotebookNode:
    """A trial cell asks the learner for a number."""
    return last(nb, "number = float(input('how many?'))")


@work()
def draws(nb: NotebookNode) -> NotebookNode:
    """A figure is drawn and shown."""
    return last(
        nb,
        "import matplotlib.pyplot as plt\nplt.plot(descend(lambda t: t, 1.0, 0.1, 9))\nplt.show()",
    )


@work()
def uses_the_names_of_tests(nb: NotebookNode) -> NotebookNode:
    """Variables of the learner's are called like variables of the tests."""
    return first(
        nb, "expected = path = 7\ncalls = 'many'\nscore = wanted = got = cases = xs = ys = None"
    )


@work()
def imports_everything(nb: NotebookNode) -> NotebookNode:
    """Star imports."""
    return first(nb, "from math import *\nfrom numpy.linalg import *")


@work(center=0.0)
def solves_three(nb: NotebookNode) -> NotebookNode:
    """One exercise was left blank."""
    return answer(nb, center="def center(x):\n    raise NotImplementedError()")


@work(rms=0.0)
def loops_for_ever_in_one(nb: NotebookNode) -> NotebookNode:
    """One answer never returns; the other three are right."""
    return answer(nb, rms="def rms(x):\n    while True:\n        x = list(x)")


@work(descend=0.0)
def recurses_for_ever_in_one(nb: NotebookNode) -> NotebookNode:
    """One answer calls itself without end; the other three are right."""
    return answer(nb, descend="def descend(*args):\n    return descend(*args)")


@work(slope=1.0)
def nearly_right(nb: NotebookNode) -> NotebookNode:
    """The slope is an eighth too large, which is worth half of the marks."""
    signature, *body = right_answer("slope").split("\n")
    return answer(nb, slope="\n".join([signature, *body]) + " + 0.125")


def solved(blank: NotebookNode) -> NotebookNode:
    """Right answers to everything, to be made untidy."""
    return solve(blank)
