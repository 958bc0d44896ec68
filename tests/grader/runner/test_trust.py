"""Nothing a learner's side says earns a mark that plain data would not have earned."""

from dataclasses import replace

import pytest

from tests.grader.conftest import LIMITS, job

SOLUTION = "def f(x): return 2.0 * x"
TEST = """
import numpy as np
np.testing.assert_allclose(f(3.0), 6.0)
assert abs(f(1.5) - 3.0) < 1e-9
assert f(0.5) == 1.0
"""
LIAR = """
class Liar({base}):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __abs__(self): return 0.0
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __float__(self): return 0.0
    def __array__(self, *a, **k):
        import numpy as np
        return np.zeros(())
    def __array_ufunc__(self, *a, **k): return 0.0
    def __array_function__(self, *a, **k): return True
    def __len__(self): return 0
    def __iter__(self): return iter(())
    def __bool__(self): return True
    def __contains__(self, item): return True
    def __getattr__(self, name): return lambda *a: True
    __hash__ = None
"""
ANSWERS = {
    "an object that lies": LIAR.format(base="") + "def f(x): return Liar()",
    "a class for a function": LIAR.format(base="")
    + "class f(Liar):\n    def __init__(self, x): pass",
    "a float that lies": LIAR.format(base="float") + "def f(x): return Liar(0)",
    "an array that lies": (
        "import numpy as np\n"
        + LIAR.format(base="np.ndarray")
        + "def f(x): return np.zeros(()).view(Liar)"
    ),
    "built-ins replaced": (
        "import builtins\nabs = all = any = isinstance = lambda *a: True\n"
        "builtins.abs = builtins.all = abs\ndef f(x): return None"
    ),
    "numpy replaced": (
        "import sys, types, numpy\nclass T:\n"
        "    def __getattr__(self, n): return lambda *a, **k: True\n"
        "np = numpy = T()\nsys.modules['numpy'] = np\nsys.modules['numpy.testing'] = np\n"
        "def f(x): return 0.0"
    ),
    "assertions dropped": (
        "import ast\nclass Drop(ast.NodeTransformer):\n"
        "    def visit_Assert(self, n): return ast.Pass()\n"
        "ip = get_ipython()\nip.ast_transformers.append(Drop())\n"
        "ip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"
        "ip.showtraceback = ip._showtraceback = lambda *a, **k: None\ndef f(x): return 0.0"
    ),
    "an exception in place of a result": "def f(x): raise SystemExit(0)",
    "an end of the process": "import os\ndef f(x): os._exit(0)",
    "nothing": "",
    "another function of the line": (
        "import gc\ndef f(x):\n"
        "    from examiner.worker import Worker\n"
        "    w = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]\n"
        "    w.peer._send(('done', (2.0 * x + 1, None)))\n    return 0.0"
    ),
    "garbage on the line": (
        "import gc\ndef f(x):\n"
        "    w = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]\n"
        "    w.peer.channel.sock.sendall(b'garbage' * 9)\n    return 0.0"
    ),
}


@pytest.mark.parametrize("trick", ANSWERS)
def test_a_trick_earns_nothing(trick, fails):
    fails(ANSWERS[trick], TEST, solution=SOLUTION)


def test_a_secret_that_a_hidden_test_binds_stays_with_the_test(fails):
    answer = "expected = None\ndef f(x): return globals()['expected']"
    test = "### BEGIN HIDDEN TESTS\nexpected = 6.0\nassert f(3.0) == expected\n### END HIDDEN TESTS"
    fails(answer, test, solution=SOLUTION)


def test_a_callable_gives_away_no_globals(fails):
    answer = "def f(g): return g.__globals__['expected']"
    test = "### BEGIN HIDDEN TESTS\nexpected = 6.0\nassert f(lambda: 1) == expected"
    fails(answer, test, solution="def f(g): return 6.0")


def test_what_is_lent_is_of_no_use_afterwards(grade):
    answer = "kept = []\ndef f(g=None):\n    if g: kept.append(g)\n    return kept[0]()"
    outputs = grade(answer, "assert f(lambda: 1) == 1", "assert f() == 1")
    assert outputs[1] == []
    assert outputs[2][0]["output_type"] == "error"


def test_a_comparison_of_learners_objects_says_the_way_out(fails):
    answer = "class V:\n    def __eq__(self, other): return True\ndef f(): return V()"
    assert "by name" in fails(answer, "assert f() == 3")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("assert f(41) == 42", "a hidden test did not hold"),
        ("assert f(41) == 42, 'doubling is wrong'", "doubling is wrong"),
        ("assert f(41) == 42, f'wanted {42}'", "wanted …"),
        ("import numpy as np\nnp.testing.assert_allclose(f(41), 42)", "a hidden test did not hold"),
        ("f(41) + 'forty-two'", "a hidden test did not hold"),
        ("g(41, 42)", "a name that a hidden test needs is not defined"),
    ],
)
def test_words_of_a_hidden_test_hold_none_of_its_data(test, words, grade):
    [error] = grade("def f(x): return 0", f"### BEGIN HIDDEN TESTS\n{test}\n### END HIDDEN TESTS")[
        1
    ]
    assert words in error["evalue"]
    assert "42" not in str(error)
    assert "41" not in str(error)


def test_a_learners_exception_carries_no_hidden_data_out(grade):
    answer = "class E41(ValueError): pass\ndef f(x):\n    print(x)\n    raise E41(str(x))"
    outputs = grade(answer, "### BEGIN HIDDEN TESTS\nf(41)\n### END HIDDEN TESTS")[1]
    assert "41" not in str(outputs)
    assert "ValueError" in str(outputs)


def test_what_a_visible_test_lets_the_learners_code_show_is_shown(grade):
    outputs = grade("def check(x): print('looks', x)", "check('good')")[1]
    assert outputs == [{"output_type": "stream", "name": "stdout", "text": "looks good\n"}]


FORGED = """
import gc
worker = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]
score = {'output_type': 'execute_result', 'data': {'text/plain': '2.0'}, 'metadata': {}}
worker.do_outputs = lambda: [score, {'output_type': 'error'}, {1: 2}, None]
def f(x): return 0.0
"""


def test_a_forged_result_is_no_score(grade):
    outputs = grade(FORGED, "f(1)\nassert f(3.0) == 6.0", solution=SOLUTION)[1]
    assert {o["output_type"] for o in outputs[:-1]} == {"display_data"}
    assert outputs[-1]["output_type"] == "error"


HIDDEN = "### BEGIN HIDDEN TESTS\nexpected = 4142\nf(4142)\n### END HIDDEN TESTS"


def test_hidden_inputs_are_not_shown_by_later_cells(examiner):
    keeping = job("seen = []\ndef f(x): seen.append(x)", ["expected = 1\n" + HIDDEN], None, {})
    shows = "print(seen, expected)\nimport sys\nprint(sys.modules['__main__'].__dict__)"
    keeping = replace(keeping, cells=(*keeping.cells, replace(keeping.cells[0], source=shows)))
    shown = examiner.examine(keeping, LIMITS).cells[2].outputs
    assert shown[0]["text"].startswith("[] 1\n")
    assert "4142" not in str(shown)


def test_stop_iteration_of_the_learners_ends_no_loop_of_a_test(fails):
    answer = "def f(x): raise StopIteration"
    fails(answer, "for got, want in zip(map(f, [1, 2]), [2, 4]): assert got == want")
