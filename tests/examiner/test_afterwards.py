"""Hidden parts that wait for the notebook's end give the marks they would give at their place."""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.examiner.examiner import Examiner
from grader.examiner.two_runs import at_once, both, combined, to_mark, to_show
from tests.examiner.conftest import LIMITS
from tests.examiner.waiting import AT_THE_END, AT_THEIR_PLACE, HIDDEN, notebook


def outputs(report):
    """What stands in each cell."""
    return [cell["outputs"] for cell in report["cells"]]


def in_two_runs(examiner, job):
    """A report with every test at its place."""
    return combined(job, examiner.run(to_show(job), LIMITS), examiner.run(to_mark(job), LIMITS))


@pytest.mark.parametrize("case", AT_THE_END)
def test_one_run_gives_the_marks_of_two(case, examiner: Examiner):
    job = notebook(AT_THE_END[case])
    shown, marked = both(examiner.run(at_once(job), LIMITS))
    assert marked is not None, "the hidden parts were to be possible at the end"
    assert outputs(in_two_runs(examiner, job)) == outputs(combined(job, shown, marked))


@pytest.mark.parametrize("case", AT_THEIR_PLACE)
def test_a_test_that_would_meet_something_else_at_the_end_runs_at_its_place(
    case, examiner: Examiner
):
    job = notebook(AT_THEIR_PLACE[case])
    assert both(examiner.run(at_once(job), LIMITS))[1] is None
    assert outputs(in_two_runs(examiner, job)) == outputs(examiner.examine(job, LIMITS))


def test_the_cases_that_need_their_place_are_marked_as_in_a_notebook(examiner: Examiner):
    for case, cells in AT_THEIR_PLACE.items():
        if case in ("a process that ends later", "a visible part that needs a hidden one"):
            continue
        job = notebook(cells)
        report = examiner.examine(job, LIMITS)
        failed = [
            cell["source"]
            for cell, result in zip(job["cells"], report["cells"], strict=True)
            if cell["role"] == "test" and result["outputs"]
        ]
        expected = ["?assert x == 1"] if case == "a name that comes later" else []
        assert [textwrap.dedent(HIDDEN.format(e[1:])) for e in expected] == failed, case


SPY = """
import sys
seen = []
def _watch(frame, event, arg):
    if event == "call" and "ipython-input" in frame.f_code.co_filename:
        seen.append(1)
sys.setprofile(_watch)
"""


@pytest.mark.parametrize("case", [*AT_THE_END, *AT_THEIR_PLACE])
def test_no_call_of_a_hidden_test_is_seen_by_a_cell_that_is_shown(case, examiner: Examiner):
    cells = (AT_THE_END | AT_THEIR_PLACE)[case]
    told = [SPY + cells[0], *cells[1:], "print(len(seen), 'calls')"]
    without = [re.sub(r"\?[^¶]*", "?pass", cell) for cell in told]
    assert learners(examiner, without) == learners(examiner, told)


def learners(examiner, cells):
    """What the learner's cells show."""
    job = notebook(cells)
    report = examiner.examine(job, LIMITS)
    pairs = zip(job["cells"], report["cells"], strict=True)
    return [
        result["outputs"] for cell, result in pairs if cell["role"] == "learner" and cell["source"]
    ]


BEGINNING = """
import numpy as np
n, a, v = 0, [1], np.zeros(2)
class C:
    n = 0
    def __init__(self):
        self.k = 0
c = C()
def f(x): return x + n
def g(x, seen=[]):
    seen.append(x)
    return len(seen) + f(x)
"""
STEPS = """
n = 5 | n += 1 | a = [2] | a.append(n) | v[0] += 1 | v = v + 1 | C.n += 1 | c.k += 1 | c = C()
y = f(1) | y = g(2) | del a | open('t', 'a').write('1') | np.random.seed(1) | f.calls = 3
def f(x): return 2 * x | def f(x): return int(np.random.randint(9)) + x | h = iter([1, 2])
def f(x): global n; n += x; return n | def f(x): C.n += 1; return C.n | def g(x): return next(h)
def g(x): return f(x) + len(a) | def g(x): a.append(x); return list(a)
def f(x): return len(open('t').read())
"""
LOOKS = """
print(n) | print(a) | print(v) | print(C.n) | print(c.k) | print(y) | print(f(1)) | print(g(1))
print(f(2), g(3)) | n = 7 | k = f(1) | print(k) | print(C().k) | c.k = 9 | print(f.calls)
a.append(4) | def help(x): return f(x) | print(help(2))
"""


def _cells(text):
    return st.sampled_from(text.strip().replace("\n", " | ").split(" | "))


CELLS = st.one_of(
    _cells(STEPS),
    _cells(LOOKS).map("?{}".format),
    st.tuples(_cells(LOOKS), _cells(LOOKS)).map("?".join),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CELLS, min_size=3, max_size=9))
def test_any_notebook_gets_the_marks_of_two_runs(examiner: Examiner, cells):
    job = notebook([BEGINNING, *cells])
    assert outputs(in_two_runs(examiner, job)) == outputs(examiner.examine(job, LIMITS))
