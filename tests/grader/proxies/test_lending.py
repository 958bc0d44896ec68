"""What the learner's code may ask of objects that a test has lent it, and of nothing else."""

from dataclasses import replace

import pytest

LINE = """
import gc
def worker():
    return [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]
def ask(*words):
    return worker().peer.ask(*words)
"""
PLAIN = {
    "an array that writes itself to a file": (
        "import numpy as np\nmine = np.frombuffer(b'trophy', np.uint8)",
        "ask('get', mine, 'tofile')({place!r})",
    ),
    "a text that formats what is lent": (
        "",
        "told(ask('get', '{{0.__globals__}}', 'format')(g))",
    ),
    "a stand-in of its own": (
        "class Mine:\n    def run(self): return 1",
        "told(ask('get', Mine(), 'run'))",
    ),
    "a list's own method": ("", "told(ask('get', [], 'append'))"),
    "an operator of plain data": ("", "told(ask('operate', 1, '__add__'))"),
    "a call of what was never lent": ("", "told(ask('call', 'x', (), {{}}))"),
}


@pytest.mark.parametrize("trick", PLAIN)
def test_only_what_was_lent_can_be_asked(trick, grade, tmp_path):
    made, attack = PLAIN[trick]
    place = tmp_path / "trophy"
    body = attack.format(place=str(place))
    answer = f"{LINE}\n{made}\nsecrets = []\ntold = secrets.append\ndef f(g):\n    {body}"
    shown, outputs, seen = grade(answer, "secret = 4142\nf(lambda: secret)", "print(secrets)")
    assert shown == []
    assert outputs[-1]["output_type"] == "error", outputs
    assert seen[-1]["text"] == "[]\n"
    assert not place.exists()


GIVEN = """
import numpy as np
class Table(np.ndarray):
    def double(self): return 2 * float(self.sum())
class Path(list):
    limit = 5
    def longest(self): return max(self, default=0)
"""


def test_methods_of_a_tests_own_class_can_be_called(holds):
    test = "path = Path([3])\nassert f(path) == (3, 5) and path == [3, 7]"
    holds("def f(p):\n    p.append(7)\n    p.pop; return 3, p.limit", GIVEN + test)


@pytest.mark.parametrize("name", ["tofile", "dump", "setflags", "_mine"])
def test_methods_of_a_library_cannot(name, fails):
    test = GIVEN + "table = np.zeros(2).view(Table)\nclass Held: pass\nh = Held()\nf(h, table)"
    words = fails(f"def f(h, table):\n    w = worker()\n    table.{name}\n{LINE}", test)
    assert "no attribute" in words or "not for the learner's code" in words


def test_a_library_function_is_not_run_here_for_the_learner(fails, tmp_path):
    place = str(tmp_path / "trophy")
    ask = f"ask('call', Reference(False, 1, {{}}), ({place!r}, [1]), {{}})"
    answer = f"{LINE}\nfrom grader.rpc.codec import Reference\ndef f(save): {ask}"
    fails(answer, "import numpy as np\nf(np.save)")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "module", ["this", "antigravity", "shutil", "grader.nbgrader.collect.guards"]
)
def test_a_learners_module_makes_the_examiner_import_nothing(module, fails):
    answer = f"import types\nf = types.ModuleType({module!r})"
    solution = "def f(x): return x"
    words = fails(answer, "import sys\nprint(f)\nassert f", solution=solution)
    assert "NameError" in words


def test_a_module_that_the_instructors_answer_imports_is_the_examiners_own(holds):
    answer = "import types\nstatistics = types.ModuleType('os')\nnp = types.ModuleType('os')"
    test = "assert statistics.mean([1, 3]) == 2 and np.sum([1, 2]) == 3"
    holds(answer, test, solution="import statistics")


BESIDE = {"statistics.py": b"raise SystemExit('imported')", "matplotlibrc": b"backend: module://x"}


def test_a_learners_file_is_never_imported_by_the_examiner(holds):
    test = "import os, statistics, sys\nassert statistics.mean([1, 3]) == 2"
    holds("x = 1", test + "\nassert '' not in sys.path", files=BESIDE)


def test_the_instructors_own_module_can_be_imported_by_a_test(examiner):
    from tests.grader.conftest import LIMITS, errors, job

    files = {"helping.py": b"def twice(x): return 2 * x", "other.py": b"x = 1"}
    test = "import helping\nassert helping.twice(2) == f(2)"
    asked = job("def f(x): return x + x", [test, "import other"], None, files)
    report = examiner.examine(replace(asked, modules=("helping.py",)), LIMITS)
    assert [errors(cell.outputs) for cell in report.cells] == [
        [],
        [],
        ["ModuleNotFoundError: No module named 'other'\n    import other"],
    ]
