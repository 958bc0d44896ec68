"""What cannot cross the line is refused when an assignment is built, with the cell's name."""

import logging
from dataclasses import replace

import pytest
from nbconvert.exporters import Exporter
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import LoggingConfigurable

from grader.examiner.processes import NoSandbox
from grader.nbgrader.generate.must_cross import MustCross, Trial
from tests.grader.conftest import LIMITS, job

JAXLIKE = b"""
class Tracer:
    def __init__(self, value, slope): self.value, self.slope = value, slope
    def __mul__(self, other): return Tracer(self.value * other, self.slope * other)
    __rmul__ = __mul__
def grad(f): return lambda x: f(Tracer(x, 1.0)).slope
"""
UNCROSSABLE = {
    "identity": ("x = [[1]]\nassert h(x) is x[0]", "`is`", "compare values"),
    "a closure": ("assert k.__closure__ is None", "closures", "what the function does"),
    "shared memory": (
        "import numpy as np\nx = np.ones(2)\nassert np.shares_memory(x, h(x[None]))",
        "share",
        "change the result",
    ),
    "tracing": (
        "from jaxlike import grad\nassert grad(f)(3.0) == 2.0",
        "differentiating",
        "finite differences",
    ),
    "a patched table of modules": (
        "import sys\nfrom unittest import mock\n"
        "with mock.patch.dict(sys.modules, {'json': None}):\n    assert load() == 'none'",
        "sys.modules",
        "getsource",
    ),
}
ANSWER = """
def f(x): return x * 2.0 if type(x).__name__ == 'Tracer' else x  # as jax would: by the operator
def h(x): return x[0]
def g(): return 1
def k(): return g()
def load():
    try:
        import json
    except ImportError: return 'none'
"""
FINE = "assert f(2) == 2"
BROKEN = "assert f(2) == 3"


@pytest.mark.parametrize("what", UNCROSSABLE)
def test_it_names_the_cell_and_the_way_out(what, examiner):
    test, word, way_out = UNCROSSABLE[what]
    asked = job(ANSWER, [FINE, test], None, {"jaxlike.py": JAXLIKE})
    asked = replace(asked, modules=("jaxlike.py",))
    wrong = Trial(examiner, asked, LIMITS).uncrossable()
    assert list(wrong) == ["test-1"]
    assert word in wrong["test-1"] and way_out in wrong["test-1"]


def test_a_test_that_holds_nowhere_is_the_authors_own_affair(examiner):
    asked = job("def f(x): return x", [BROKEN], None, {})
    assert Trial(examiner, asked, LIMITS).uncrossable() == {}


def test_a_test_that_gives_fewer_points_apart_is_named(examiner):
    """Partial credit is no error, and a right answer must get all of it."""
    test = "x = [[1]]\n1.0 if f(x) is not x[0] else 2.0"
    wrong = Trial(examiner, job("def f(x): return x[0]", [test], None, {}), LIMITS).uncrossable()
    assert wrong["test-0"].startswith("it gives 1 of 2 points")


def test_a_test_that_only_the_instructor_can_import_for_is_judged_by_how_it_is_graded(examiner):
    """`exam` is not on the learner's side, so the tests can't be tried beside the answers."""
    test = "import exam\nx = [[1]]\nassert f(x) is x[0]"
    wrong = Trial(examiner, job("def f(x): return x[0]", [test], None, {}), LIMITS).uncrossable()
    assert list(wrong) == ["test-0"]


def test_what_crosses_is_let_through(examiner):
    assert Trial(examiner, job("def f(x): return x", [FINE], None, {}), LIMITS).uncrossable() == {}


def test_an_assignment_is_built_where_there_is_no_sandbox(monkeypatch, caplog):
    """Grading waits for a machine with one; writing a lesson need not, and is told the gap."""

    def no_sandbox(*_: object) -> None:
        raise NoSandbox("bubblewrap is not installed")

    monkeypatch.setattr("grader.nbgrader.autograde.execute.Examiner", no_sandbox)
    monkeypatch.setattr("grader.nbgrader.generate.must_cross.course_files", lambda *_: {})
    about = {"grade_id": "t", "grade": True, "solution": False, "locked": True, "points": 1}
    notebook = new_notebook(cells=[new_code_cell(FINE, metadata={"nbgrader": about})])
    step = MustCross(parent=Exporter(parent=LoggingConfigurable()))
    step.log = logging.getLogger("build")
    built, _ = step.preprocess(notebook, {"nbgrader": {"assignment": "a", "notebook": "n"}})
    assert built is notebook
    assert "not tried in isolation" in caplog.text
