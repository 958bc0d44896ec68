"""A test that is blind in isolation, or does nothing, is refused when an assignment is built."""

import pytest

from grader.nbgrader.generate.must_cross import Trial
from tests.grader.conftest import LIMITS, examiner, job

__all__ = ["examiner"]

STUB = "raise NotImplementedError()"
MEAN = "def mean(values):\n    return sum(values) / len(values)"
IDLE = {
    "nothing": "'a docstring'",
    "under a name that no notebook has": "if __name__ == '__test__':\n    assert mean([1]) == 1",
    "a function that nobody calls": "def test():\n    assert mean([1]) == 1",
    "only printing": "print('well done')",
    "a loop over nothing": "for case in []:\n    assert mean(case) == 1",
}
TELLS = {
    "an assertion": "assert mean([1, 3]) == 2",
    "a call that must not raise": "mean([1, 3])",
    "a raise": "if mean([1, 3]) != 2:\n    raise ValueError('wrong')",
    "an exception that is expected": (
        "try:\n    mean([])\nexcept ZeroDivisionError:\n    pass\nelse:\n    raise AssertionError"
    ),
    "a score": "2.0 if mean([1, 3]) == 2 else 0.0",
    "a test under __main__": "if __name__ == '__main__':\n    assert mean([1, 3]) == 2",
    "a forbidden function": (
        "from unittest.mock import patch\n"
        "with patch('numpy.mean', side_effect=AssertionError('no')):\n    assert mean([1, 3]) == 2"
    ),
}


def trial(examiner, answer, test):
    """The answer and the test, tried."""
    return Trial(examiner, job(answer, [test], answer, {}), LIMITS)


@pytest.mark.parametrize("what", IDLE)
def test_a_test_that_does_nothing_is_refused(what, examiner):
    tried = trial(examiner, MEAN, IDLE[what])
    assert tried.uncrossable() == {}
    assert list(tried.idle()) == ["test-0"]


@pytest.mark.parametrize("what", TELLS)
def test_a_test_that_can_fail_is_let_through(what, examiner):
    tried = trial(examiner, MEAN, TELLS[what])
    assert tried.uncrossable() == {} and tried.idle() == {}
    assert tried.blind({MEAN: STUB}) == {}
    assert tried.never_failed == set()


def test_a_test_that_never_fails_is_reported(examiner):
    tried = trial(examiner, MEAN, "assert True")
    assert tried.blind({MEAN: STUB}) == {}
    assert tried.never_failed == {"test-0"}


def test_a_test_that_fails_only_beside_is_refused(examiner):
    """What it forbids is a method of a library's class, which stays on its own side."""
    test = (
        "from unittest.mock import patch\n"
        "with patch('fractions.Fraction.limit_denominator', side_effect=AssertionError('no')):\n"
        "    assert mean([1, 3]) == 2"
    )
    tried = trial(examiner, MEAN, test)
    assert tried.uncrossable() == {}
    found = tried.blind({MEAN: STUB})
    assert list(found) == ["test-0"]
    assert "functions that use `fractions.Fraction.limit_denominator`" in found["test-0"]
    assert "holds in isolation" in found["test-0"] and "getsource" in found["test-0"]


def test_whatever_a_test_ends_on_is_its_result(examiner):
    """pytest's `Failed` is no `Exception`; the cells after it are graded all the same."""
    tests = [
        "import pytest\nwith pytest.raises(ValueError):\n    mean([1])",
        "import pytest\npytest.fail('no')",
        "import pytest\npytest.skip('not today')",
        "raise SystemExit(3)",
        "raise KeyboardInterrupt",
        "raise BaseException('odd')",
        "class Own(BaseException):\n    pass\nraise Own",
        "assert mean([1, 3]) == 2",
    ]
    report = examiner.examine(job(MEAN, tests, MEAN, {}), LIMITS)
    *ended, last = [cell.outputs for cell in report.cells[1:]]
    assert [[o["output_type"] for o in outputs] for outputs in ended] == [["error"]] * 7
    assert last == ()
