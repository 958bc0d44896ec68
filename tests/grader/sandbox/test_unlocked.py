"""The weaker tier still keeps the learner's code apart from the tests."""

import pytest

from grader.examiner.examiner import Examiner
from grader.examiner.processes import PROCESS_ONLY, NoSandbox
from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.folders import SubmissionRefused
from tests.grader.conftest import LIMITS, errors, job


def test_it_grades_and_ends_loops():
    tests = ["assert f(2) == 4", "loop()", "assert f(2) == 5", "assert f(3) == 6"]
    answer = "def f(x): return 2 * x\ndef loop():\n    while True: pass"
    with Examiner(["numpy"], ["numpy"], tier=PROCESS_ONLY) as examiner:
        report = examiner.examine(job(answer, tests, None, {"data.txt": b"x"}), LIMITS)
    assert [bool(errors(cell.outputs)) for cell in report.cells] == [0, 0, 1, 1, 0]


def test_without_a_sandbox_nothing_is_graded_and_the_flag_is_named(monkeypatch):
    def no_sandbox(*_: object) -> Examiner:
        raise NoSandbox("bubblewrap is not installed")

    monkeypatch.setattr("grader.nbgrader.autograde.execute.Examiner", no_sandbox)
    with pytest.raises(SubmissionRefused, match="allow_unsandboxed"):
        IsolatedExecute()._made("namespaces")
