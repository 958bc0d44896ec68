"""Notebooks in which a hidden part could meet something else than what stood where it stands.

The first cell is the answer. In a test, `?` begins the hidden part and `¶` ends it.
"""

from __future__ import annotations

from grader.job import ANSWER, LEARNER, TEST, Job, JobCell, PlanStep
from grader.markers import STOCK

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"

F = "def f(x):\n    return 2 * x"
LOOK = "assert f(3) == 6"

CASES = {
    "functions": [F, "?" + LOOK, "y = f(4)", "?assert y == 8"],
    "a wrong one": ["def f(x):\n    return x", "?" + LOOK],
    "a partial score": [F, "?assert f(3) == 6\n1.5"],
    "a visible part": [F, "assert f(1) == 2", "result = f(5)?assert result == 10"],
    "arrays and lists": [
        "import numpy as np\na, b = np.arange(5.0), [1, 2]",
        "?assert a.sum() == 10\nassert b == [1, 2]",
        "c = a + 1",
        "?assert c[0] == 1",
    ],
    "a class": [
        "class C:\n    def __init__(self, n):\n        self.n = n\n    def double(self):\n"
        "        return 2 * self.n",
        "?assert C(3).double() == 6",
        "d = C(2).double()",
        "?assert C(4).n == 4",
    ],
    "a helper that meets a hidden constant": [
        F,
        "def helper():\n    return f(3) == expected?expected = 6\nassert helper()",
        "expected = 1",
        "?assert f(1) == 2",
    ],
    "a name the test takes and gives back": [
        "def g(x):\n    return x + 1\ndef f(x):\n    return g(x)",
        "?g, kept = (lambda x: 10), g\nassert f(1) == 10\ng = kept",
        "x = 1",
        "?assert f(1) == 2",
    ],
    "chance": [
        "import numpy as np\nnp.random.seed(0)\ndef f():\n    return float(np.random.rand())",
        "?assert f() < 1",
    ],
    "a failure in the middle": [F, "assert f(1) == 3", "?" + LOOK],
    "names with an underscore": ["_k = 2\ndef _f(x):\n    return _k * x", "?assert _f(3) == 6"],
    "a generator": ["def f(n):\n    yield from range(n)", "?assert list(f(3)) == [0, 1, 2]"],
    "a callable lent": [
        "def f(g, x):\n    return g(g(x))",
        "calls = []\ndef g(x):\n    calls.append(x)\n    return x + 1?"
        "assert f(g, 1) == 3\nassert calls == [1, 2]",
        "x = 1",
        "?assert f(lambda v: v, 4) == 4",
    ],
    "a name changed later": ["x = 1", "?assert x == 1", "x = 2", "?assert x == 2"],
    "a name with an underscore": ["_x = 1", "?assert _x == 1", "_x = 2"],
    "a name taken away later": ["x = 1", "?assert x == 1", "del x"],
    "a name that comes later": ["y = 1", "?assert x == 1", "x = 1"],
    "an array changed later": [
        "import numpy as np\na = np.zeros(3)",
        "?assert a.sum() == 0",
        "a[1] = 5",
        "?assert a.sum() == 5",
    ],
    "a function written anew": [F, "?" + LOOK, "def f(x):\n    return 0"],
    "what a function reaches": [
        "k = 2\ndef g(x):\n    return k * x\ndef f(x):\n    return g(x)",
        "?" + LOOK,
        "k = 3",
    ],
    "a counter that a test turns": [
        "n = 0\ndef f(x):\n    global n\n    n += 1\n    return 2 * x",
        "?" + LOOK,
        "m = n",
        "?assert m == 1",
    ],
    "a default that grows": [
        "def f(x, seen=[]):\n    seen.append(x)\n    return len(seen)",
        "?assert f(1) == 1",
        "y = f(1)",
        "?assert y == 2",
    ],
    "a closure that counts": [
        "def make():\n    n = 0\n    def f():\n        nonlocal n\n        n += 1\n"
        "        return n\n    return f\nf = make()",
        "?assert f() == 1",
        "y = f()",
        "?assert y == 2",
    ],
    "a class that counts": [
        "class C:\n    made = 0\n    def __init__(self):\n        C.made += 1",
        "?C()\nassert C.made == 1",
        "n = C.made",
        "?assert n == 1",
    ],
    "an attribute of a function": [
        "def f():\n    f.calls += 1\n    return f.calls\nf.calls = 0",
        "?assert f() == 1",
        "n = f.calls",
        "?assert n == 1",
    ],
    "a file written later": [
        "open('a.txt', 'w').write('1')\ndef f():\n    return open('a.txt').read()",
        "?assert f() == '1'",
        "open('a.txt', 'w').write('22')",
        "?assert f() == '22'",
    ],
    "a file written after the last test": [
        "open('a.txt', 'w').write('1')\ndef f():\n    return open('a.txt').read()",
        "?assert f() == '1'",
        "open('a.txt', 'w').write('22')",
    ],
    "a setting changed after the last test": [
        "import os\ndef f():\n    return os.environ.get('MINE')",
        "?assert f() is None",
        "os.environ['MINE'] = 'yes'",
    ],
    "a file that a test writes": [
        "def f():\n    open('a.txt', 'a').write('1')\n    return len(open('a.txt').read())",
        "?assert f() == 1",
        "n = f()",
        "?assert n == 2",
    ],
    "chance that a test draws from": [
        "import numpy as np\nnp.random.seed(0)\nfirst = np.random.rand()\nnp.random.seed(0)\n"
        "def f():\n    return float(np.random.rand())",
        "?_ = f()",
        "second = np.random.rand()",
        "?assert first != second",
    ],
    "a setting changed later": [
        "import os\ndef f():\n    return os.environ.get('MINE')",
        "?assert f() is None",
        "os.environ['MINE'] = 'yes'",
        "?assert f() == 'yes'",
    ],
    "a test that gives a name": ["x = 1", "?x = 5", "y = x", "?assert y == 5"],
    "an object of a library's": [
        "import io\nbuffer = io.StringIO('abc')\ndef f():\n    return buffer.read(1)",
        "?assert f() == 'a'",
        "buffer.read(1)",
        "?assert f() == 'c'",
    ],
    "an object made in the visible part": [
        "class C:\n    n = 1",
        "one = C()?assert one.n == 1",
        "C.n = 2",
        "?assert C.n == 2",
    ],
    "a visible part behind a hidden one": [F, "?" + LOOK + "¶assert f(1) == 2"],
    "a name that a hidden part binds and a cell binds openly": [
        F,
        "?y = f(1)\nassert y == 2",
        "y = 5\nassert y == 5?assert f(y) == 10",
    ],
}

WITH_NAMES_OF_HIDDEN_PARTS = {
    "a name hidden in one test for the next": [
        F,
        "?tolerance = 6",
        "z = 1",
        "?assert f(3) == tolerance",
    ],
    "a visible part that needs a hidden one": [F, "?two = 2", "assert f(1) == two?" + LOOK],
}


def notebook(cells: list[str]) -> Job:
    """What the examiner is given of a notebook with these cells."""
    made, plan = [], []
    for number, cell in enumerate(cells):
        visible, mark, hidden = cell.partition("?")
        is_test = bool(mark) or "assert" in visible
        hidden, _, behind = hidden.partition("¶")
        parts = [visible, HIDDEN.format(hidden) if mark else "", behind]
        source = "\n".join(filter(None, parts))
        if is_test:
            name = f"test-{number}"
            made.append(JobCell(TEST, name, source, tuple(STOCK.hidden_lines(source)), points=2.0))
            plan.append(PlanStep(name, TEST, source))
        else:
            made.append(JobCell(LEARNER, "", source))
        if not number:
            plan.append(PlanStep("", ANSWER, source))
    return Job(tuple(made), tuple(plan))
