"""A test that raised nothing, and did not come to its checks, is no pass."""

import pytest

from grader.job import Checks as Reached
from grader.runner.checks import Checks, noted_by, noting
from tests.grader.conftest import LIMITS, asking_for, errors, job

COUNTS = {
    "assertions": ("assert 1\nassert 2", 2),
    "the same one again and again": ("for _ in range(5):\n    assert 1", 1),
    "none in a loop over nothing": ("for _ in []:\n    assert 1", 0),
    "none under a condition": ("if 0:\n    assert 1", 0),
    "an if that can raise": ("if 0:\n    raise ValueError", 1),
    "calls that assert": ("self.assertEqual(1, 1)\nassert_allclose(1, 1)\ncheck(1)", 3),
    "in a function that is called": ("def t():\n    assert 1\nt()\nt()", 1),
    "in a function that nobody calls": ("def t():\n    assert 1", 0),
    "both branches count": ("if 1:\n    assert 1\nelse:\n    assert 2", 1),
    "in a comprehension": ("[check(x) for x in (1, 2)]", 1),
    "plain calls do not": ("f(1)\nx = f(2)\nprint(3)", 0),
}


def run(source, checks):
    """Run source so that it notes its checks."""

    class Self:
        def assertEqual(self, *_):
            pass

    import ast

    names = {"self": Self(), "f": abs, "check": abs, "assert_allclose": lambda *_: None}
    noted_by(checks.note, names)
    for node in noting(source, ast.parse(source).body):
        exec(compile(ast.Module([node], []), "<test>", "exec"), names)


@pytest.mark.parametrize("what", COUNTS)
def test_checks_are_counted_by_where_they_stand(what):
    source, expected = COUNTS[what]
    checks = Checks()
    run(source, checks)
    assert checks.count == expected


def test_values_and_exceptions_are_as_they_were():
    checks = Checks()
    with pytest.raises(ZeroDivisionError):
        run("x = [1]\nassert x is x\nassert 1 / 0", checks)
    with pytest.raises(AssertionError, match="words"):
        run("assert [] , 'words'", checks)


@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        ("def f(): return [1, 2]", False),
        ("def f(): return [1, 2, 3, 4]", False),
        ("def f(): return []", True),
        ("def f(): return iter(())", True),
    ],
)
def test_an_answer_with_which_a_test_checks_less_gets_a_reason(answer, fails, examiner):
    """The loop's assertion holds for every element of an empty list."""
    asked = job(answer, ["for x in f():\n    assert x > 0"], None, {})
    report = examiner.examine(asking_for(1, asked), LIMITS)
    found = errors(report.cells[1].outputs)
    assert bool(found) == fails
    assert all("did not come to all of the checks" in words for words in found)


def test_a_hidden_part_counts_with_the_shown_one(examiner):
    test = "assert f() == 1\n### BEGIN HIDDEN TESTS\nassert f() == 1\n### END HIDDEN TESTS"
    asked = job("def f(): return 1", [test], None, {})
    report = examiner.examine(asking_for(2, asked), LIMITS)
    assert report.cells[1].outputs == ()
    assert report.checks == {"test-0": Reached(2, False)}
