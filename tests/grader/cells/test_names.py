"""Who owns a name that a test uses is read from the instructor's notebook."""

import pytest

from grader.cells.imports import imports_of, offered
from grader.cells.source import global_names_read, parse
from grader.job import ANSWER, LEARNER, LOCKED, TEST, Job, JobCell, PlanStep
from tests.grader.conftest import LIMITS, errors

SOLUTIONS = {
    "a function": ("def f(): return 1", "assert f() == 1"),
    "a class": (
        "class C:\n    def __init__(self): self.x = 1",
        "c = C()\nassert c.x == 1 and isinstance(c, C)",
    ),
    "a name that shadows a builtin": (
        "def max(values): return 'mine'",
        "assert max([1]) == 'mine'",
    ),
    "a name that shadows an import": ("def sqrt(x): return 'mine'", "assert sqrt(4) == 'mine'"),
    "a name that the test rebinds": (
        "def g(): return 1\ndef f(): return g()",
        "kept, g = g, lambda: 5\nassert f() == 5\ng = kept\nassert f() == 1",
    ),
    "a variable that the test sets": (
        "rate = 1\ndef f(): return rate",
        "rate = 7\nassert f() == 7",
    ),
    "a global that only the test sets": ("def f(): return 2 * rate", "rate = 7\nassert f() == 14"),
    "a global that a test's loop sets": (
        "def f(): return 2 * rate",
        "for rate in (1, 2):\n    assert f() == 2 * rate",
    ),
    "a name bound by a loop": ("for step in range(3):\n    pass", "assert step == 2"),
    "a name bound by with and walrus": (
        "import contextlib\nwith contextlib.nullcontext(3) as a:\n    (b := 4)",
        "assert a + b == 7",
    ),
    "a name bound under if and try": (
        "if True:\n    def f(): return 1\ntry:\n    x = 2\nfinally:\n    pass",
        "assert f() + x == 3",
    ),
    "a variable that a function changes": (
        "count = 0\ndef bump():\n    global count\n    count += 1",
        "assert count == 0\nbump()\nassert count == 1\ncount = 5\nbump()\nassert count == 6",
    ),
    "a list that a function fills": (
        "log = []\ndef f(x): log.append(x)",
        "assert log == []\nf(1)\nassert log == [1]\nf(2)\nassert log == [1, 2]",
    ),
    "names under a cell magic": ("%%time\nclass C:\n    x = 1", "assert C().x == 1"),
}
IMPORTS = "from math import *\nfrom numpy.testing import *"
STARS = {
    "a star import": "from numpy.testing import *",
    "an import under try": "try:\n    from numpy.testing import assert_allclose\nfinally: pass",
    "an import under if": "if True:\n    from numpy.testing import assert_allclose",
    "several names": "from numpy.testing import assert_equal, assert_allclose",
    "another name": "from numpy.testing import assert_array_equal as assert_allclose",
    "a lambda of a locked cell": "assert_allclose = lambda a, b: 1 / (a == b)",
    "a helper of a locked cell": "def assert_allclose(a, b):\n    assert a == b",
    "a helper under if": "if True:\n    def assert_allclose(a, b):\n        assert a == b",
}


@pytest.fixture
def examined(examiner):
    """Outputs of a test after the instructor's cell and an answer cell."""

    def run(given, answer, test, model, released=None):
        cells = [JobCell(LEARNER, "", source) for source in (given, answer)]
        plan = (
            PlanStep("given", LOCKED, given),
            PlanStep("answer", ANSWER, model),
            PlanStep("t", TEST, test),
        )
        job = Job((*cells, JobCell(TEST, "t", test, points=1.0)), plan)
        return errors(examiner.examine(job, LIMITS).cells[-1].outputs)

    return run


@pytest.mark.parametrize("what", SOLUTIONS)
def test_what_the_instructors_answer_binds_is_the_learners(what, examined):
    answer, test = SOLUTIONS[what]
    assert examined(IMPORTS, answer, test, answer) == []


@pytest.mark.parametrize("what", STARS)
def test_what_the_instructor_imports_or_defines_no_learner_replaces(what, examined):
    cheat = "def assert_allclose(*_, **__):\n    pass\ndef f():\n    return 0"
    test = "assert_allclose(f(), 5)"
    assert examined(STARS[what], cheat, test, "def f(): return 5")
    assert examined(STARS[what], "def f(): return 5", test, "def f(): return 5") == []


def test_a_star_brings_what_the_module_offers():
    found = imports_of(parse("from math import *"), ())
    assert {"sqrt", "pi"} <= set(found) and "__name__" not in found
    assert offered("no_such_module") == frozenset()


def test_a_learners_package_is_not_the_instructors():
    assert imports_of(parse("from course import *\nimport course.surfaces"), {"course"}) == {}


def test_global_names_that_a_cell_reads():
    source = "a = 1\ndef f(x):\n    y = x + rate\n    return len([z for z in y if z < limit]) + a"
    assert global_names_read(source) == {"rate", "limit"}


def test_a_secret_of_a_test_is_not_among_the_learners_names(examined):
    """`expected` is read by the submission only, not by the instructor's answer."""
    cheat = "def f():\n    return expected"
    test = "expected = 5\nassert f() == expected"
    [words] = examined("", cheat, test, "def f(): return 5")
    assert words.startswith("NameError")


def test_a_name_that_an_earlier_hidden_part_gave_is_carried_to_the_next(grade):
    """Both hidden parts run when the process that was shown has ended."""
    first = "### BEGIN HIDDEN TESTS\nlimit = 5\nassert f() < limit\n### END HIDDEN TESTS"
    second = "### BEGIN HIDDEN TESTS\nassert f() + 3 < limit\n### END HIDDEN TESTS"
    third = "for limit in [2]:\n    assert f() < limit"
    assert grade("def f(): return 1", first, second, third)[1:] == [[], [], []]
