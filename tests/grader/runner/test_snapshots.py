"""A hidden part meets the notebook as it was where it stands, and nothing that is shown meets it.

The oracle is plain Python: the cells before a test, and its hidden part after them, run from the
beginning in a process of their own, with no hidden part before.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.examiner.examiner import Examiner
from grader.job import Job, JobCell
from tests.grader.conftest import LIMITS, errors
from tests.grader.runner.moments import CASES, WITH_NAMES_OF_HIDDEN_PARTS, notebook

RUN = """
import json, sys
cells = json.load(sys.stdin)
names, passed = {"__name__": "__main__"}, []
def run(source):
    try:
        exec(compile(source, "cell", "exec"), names)
    except Exception:
        return False
    return True
found = [run(source) for source in cells]
print("\\n" + json.dumps(found[-1]))
"""


def runs(sources: list[str]) -> bool:
    """Whether the last of `sources` holds, run after the others in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            input=json.dumps(sources),
            cwd=folder,
            capture_output=True,
            text=True,
        )
    lines = done.stdout.splitlines()
    return bool(lines) and json.loads(lines[-1])


def without_hidden(source: str) -> str:
    """A test's source without its hidden part."""
    return re.sub(r"(?s)### BEGIN HIDDEN.*?### END HIDDEN TESTS", "pass", source)


def expected(cells: tuple[JobCell, ...]) -> list[bool]:
    """For each test, whether it holds where it stands."""
    found = []
    for number, cell in enumerate(cells):
        if cell.is_test:
            before = [without_hidden(each.source) for each in cells[:number]]
            found.append(runs([*before, cell.source]))
    return found


def held(examiner: Examiner, job: Job) -> list[bool]:
    """For each test of a notebook, whether it holds when it is examined."""
    report = examiner.examine(job, LIMITS)
    pairs = zip(job.cells, report.cells, strict=True)
    return [not errors(result.outputs) for cell, result in pairs if cell.is_test]


@pytest.mark.parametrize("case", CASES)
def test_a_hidden_part_meets_the_notebook_as_it_was_where_it_stands(
    case: str, examiner: Examiner
) -> None:
    job = notebook(CASES[case])
    assert expected(job.cells) == held(examiner, job)


@pytest.mark.parametrize("case", WITH_NAMES_OF_HIDDEN_PARTS)
def test_a_later_test_finds_the_names_that_a_hidden_part_has_bound(
    case: str, examiner: Examiner
) -> None:
    job = notebook(WITH_NAMES_OF_HIDDEN_PARTS[case])
    assert all(held(examiner, job))


def test_what_a_hidden_part_changed_in_the_learners_objects_is_gone_with_it(
    examiner: Examiner,
) -> None:
    counter = "n = 0\ndef f():\n    global n\n    n += 1\n    return n"
    job = notebook([counter, "?assert f() == 1", "?assert f() == 1", "m = n", "?assert m == 0"])
    assert held(examiner, job) == [True, True, True]


SPY = """
import sys
seen = []
def _watch(frame, event, arg):
    if event == "call" and "ipython-input" in frame.f_code.co_filename:
        seen.append(1)
sys.setprofile(_watch)
"""


@pytest.mark.parametrize("case", CASES)
def test_no_call_of_a_hidden_test_is_seen_by_a_cell_that_is_shown(
    case: str, examiner: Examiner
) -> None:
    cells = CASES[case]
    told = [SPY + cells[0], *cells[1:], "print(len(seen), 'calls')"]
    without = [re.sub(r"\?[^¶]*", "?pass", cell) for cell in told]
    assert learners(examiner, without) == learners(examiner, told)


def learners(examiner: Examiner, cells: list[str]) -> list[Any]:
    """What the learner's cells show."""
    job = notebook(cells)
    report = examiner.examine(job, LIMITS)
    pairs = zip(job.cells, report.cells, strict=True)
    return [result.outputs for cell, result in pairs if not cell.is_test and cell.source]


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
def f(x): return 2 * x | h = iter([1, 2]) | open('t', 'w').write('12')
def f(x): global n; n += x; return n | def f(x): C.n += 1; return C.n | def g(x): return next(h)
def g(x): return f(x) + len(a) | def g(x): a.append(x); return list(a)
def f(x): return len(open('t').read())
"""
LOOKS = """
n == 0 | n > 4 | len(a) == 1 | v.sum() < 1 | C.n == 0 | c.k == 0 | y > 1 | f(1) < 3 | g(1) == 2
f(2) + f(3) > 4 | C().k == 0 | f.calls == 3 | f(1) == f(1) | len(g(1)) < 3
"""


def _one_of(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.strip().replace("\n", " | ").split(" | "))


CELLS = st.one_of(
    _one_of(STEPS),
    _one_of(LOOKS).map("?assert {}".format),
    st.tuples(_one_of(LOOKS), _one_of(LOOKS)).map("assert {0[0]}?assert {0[1]}".format),
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(CELLS, min_size=3, max_size=9))
def test_any_notebook_is_marked_as_it_was(examiner: Examiner, cells: list[str]) -> None:
    job = notebook([BEGINNING, *cells])
    assert expected(job.cells) == held(examiner, job)


KINDS = {
    "visible": "assert f(1) == 2",
    "hidden": "?assert f(4142) == 8284",
    "hidden, failing": "?assert f(4142) == 1",
    "visible, then hidden": "assert f(2) == 4?assert f(4142) == 8284",
    "hidden, then visible": "?assert f(4142) == 8284¶assert f(2) == 4",
    "hidden, then visible, failing": "?secret = f(4142)¶assert f(2) == 5",
    "visible with a hidden name": "assert f(2) == secret",
    "visible, failing": "assert f(3) == 7",
    "visible, raising": "f('no')",
    "a cell that shows": "print(seen, f.__dict__)",
    "a cell that raises": "raise type('E' + str(max(seen)), (ValueError,), {})(str(seen))",
}
KEEPS = """
seen, kinds = [0], {}
def f(x):
    seen.append(x)
    print('saw', x)
    open('seen.txt', 'a').write(str(x))
    if len(seen) > 3:
        raise type('Saw%s' % ''.join(map(str, seen)), (Exception,), {})(str(seen))
    if isinstance(x, str):
        raise ValueError(str(seen) + open('seen.txt').read())
    return 2 * x
"""


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=6))
def test_no_order_of_cells_lets_a_hidden_input_be_shown(
    examiner: Examiner, kinds: list[str]
) -> None:
    """Whatever stands in the notebook but the instructor's own words, the marked input does not."""
    job = notebook([KEEPS, *(KINDS[kind] for kind in kinds)])
    report = examiner.examine(job, LIMITS)
    assert "4142" not in json.dumps([cell.outputs for cell in report.cells])


LOOPS = {
    "an endless loop": "while True: pass",
    "a loop that calls what it is lent": "while True: g(1)",
    "a loop that swallows interrupts": (
        "while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass"
    ),
    "an exit": "import os; os._exit(0)",
    "an exit by an exception": "raise SystemExit",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "memory": "return bytearray(1 << 40)",
    "a sleep": "import time; time.sleep(60)",
    "a deep recursion": "return f(g)",
    "a signal to itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}
COME_BACK = {"an exit by an exception", "memory", "a deep recursion"}
SHORT = replace(LIMITS, call_seconds=1, cell_seconds=2, grace_seconds=0.5)
LENT = "def g(x): return x\n"


@pytest.mark.parametrize("what", LOOPS)
@pytest.mark.parametrize("where", ["a hidden part", "a visible part", "a cell that shows"])
def test_what_one_exercise_does_costs_no_other(what: str, where: str, examiner: Examiner) -> None:
    first = "h = 1\ndef ok(x):\n    return h * x"
    answer = f"def f(g):\n    {LOOPS[what]}"
    asks = {
        "a hidden part": f"?{LENT}assert f(g) == 1",
        "a visible part": f"assert 1\n{LENT}assert f(g) == 1",
        "a cell that shows": f"{LENT}f(g)",
    }
    later = "def later(x):\n    return ok(x) + 1"
    cells = [
        *(first, "?assert ok(2) == 2", answer, asks[where], later, "h = 3"),
        *("?assert later(2) == 7", "assert ok(1) == 3"),
    ]
    report = examiner.examine(notebook(cells), SHORT)
    failed = [number for number, cell in enumerate(report.cells) if errors(cell.outputs)]
    assert failed == [3]
    assert (
        "exit by an exception" in what
        or "recursion" in what
        or "memory" in what
        or (len(report.notes) == 1)
    )


STATES = {
    "warnings are errors": "import warnings\nwarnings.simplefilter('error')",
    "a low recursion limit": "import sys\nsys.setrecursionlimit(120)",
    "a function of numpy replaced": "import numpy\nnumpy.sum = numpy.asarray = numpy.ones = None",
    "a built-in replaced": "import builtins\nbuiltins.len = builtins.isinstance = None",
    "a trace of crashes": "import faulthandler\nfaulthandler.enable()",
    "floating-point errors raise": "import numpy\nnumpy.seterr(all='raise')",
    "another folder": "import os, tempfile\nos.chdir(tempfile.mkdtemp())",
    "no modules": "import sys\nsys.modules.clear()",
    "everything deleted": "for name in list(globals()): globals().pop(name)",
}


@pytest.mark.parametrize("state", STATES)
def test_what_a_later_cell_does_to_its_process_costs_no_earlier_mark(
    state: str, examiner: Examiner
) -> None:
    answer = (
        "import numpy as np, warnings\ndef f(x):\n    warnings.warn('slow')\n"
        "    return np.sum(np.ones(len(x)))"
    )
    job = notebook([answer, "?assert f([1, 2, 3]) == 3", STATES[state]])
    report = examiner.examine(job, LIMITS)
    assert [errors(cell.outputs) for cell in report.cells][:2] == [[], []]


def test_crashes_can_be_traced(examiner: Examiner) -> None:
    cells = ["import faulthandler\nfaulthandler.enable()\ndef f(): return 1", "?assert f() == 1"]
    assert held(examiner, notebook(cells)) == [True]


def test_two_hundred_graded_cells(examiner: Examiner) -> None:
    cells = ["n = 0\ndef f():\n    return n"]
    for number in range(200):
        cells += [f"n = {number}", f"?assert f() == {number}"]
    assert held(examiner, notebook(cells)) == [True] * 200


def test_memory_that_copies_share_is_counted_once(examiner: Examiner) -> None:
    """Twelve copies of a process with 400 MB are within a limit of 3 GiB."""
    cells = ["import numpy as np\nbig = np.ones(50_000_000)\ndef f(k): return float(big[k])"]
    cells += [f"n = {k}" if k % 2 else f"?assert f({k}) == 1" for k in range(24)]
    cells += ["import time; time.sleep(1)", "?assert f(7) == 1"]
    assert held(examiner, notebook(cells)) == [True] * 13


def test_a_notebook_with_threads_of_its_own_is_marked_at_its_end(examiner: Examiner) -> None:
    pool = (
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\n"
        "pool.submit(int).result()\ndef f(x):\n    return pool.submit(lambda: 2 * x).result()"
    )
    cells = ["def g(): return 1", "?assert g() == 1", pool, "?assert f(2) == 4", "x = 1"]
    assert held(examiner, notebook([*cells, "?assert g() == 1"])) == [True] * 3
