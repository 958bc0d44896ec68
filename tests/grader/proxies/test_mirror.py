"""What comes back from the learner's process is checked before it sets anything here."""

import random
import tempfile

import numpy as np
import pytest

from grader.cells.aspects import Aspects, aspects_of
from grader.rpc.state import random_state as mirrored_random
from grader.rpc.state.files import Files
from tests.grader.conftest import errors

GOOD = mirrored_random.take()


def changed(part, place, value):
    """A state of the generators with one entry changed."""
    values = list(GOOD[part])
    values[place] = value
    return GOOD | {part: values}


HOSTILE = {
    "no state": None,
    "a part is missing": {"numpy": GOOD["numpy"]},
    "a place beyond the words": changed("numpy", 624, 625),
    "a place far beyond the words": changed("numpy", 624, 2**31),
    "a place before the words": changed("numpy", 624, -1),
    "a place that is a float": changed("numpy", 624, 3.0),
    "a word too large": changed("numpy", 0, 2**32),
    "a word below zero": changed("python", 0, -1),
    "a word of text": changed("python", 5, "x"),
    "a truth for a word": changed("numpy", 3, True),
    "Python's place beyond the words": changed("python", 624, 9999),
    "too few words": GOOD | {"numpy": GOOD["numpy"][1:]},
    "too many words": GOOD | {"python": [0, *GOOD["python"]]},
    "an array": GOOD | {"numpy": np.zeros(627)},
}


@pytest.fixture(autouse=True)
def _kept():
    """Leave the process's generators as they were."""
    kept = random.getstate(), np.random.get_state()
    yield
    random.setstate(kept[0])
    np.random.set_state(kept[1])


@pytest.mark.parametrize("what", HOSTILE)
def test_a_state_that_no_generator_can_have_is_refused(what):
    before = mirrored_random.take()["numpy"]
    with pytest.raises(ValueError):
        mirrored_random.put(HOSTILE[what])
    assert mirrored_random.take()["numpy"] == before


def test_a_state_goes_over_and_back():
    random.seed(1)
    np.random.seed(2)
    np.random.normal()  # leaves a second normal number in store
    state = mirrored_random.take()
    expected = [random.random(), *np.random.normal(size=3)]
    mirrored_random.put(state)
    assert [random.random(), *np.random.normal(size=3)] == expected


FILES = {
    "named by a cell": ("out.txt", True),
    "named by a cell, in a folder": ("results/out.txt", True),
    "not named": ("other.txt", False),
    "supplied by the instructor": ("data.csv", False),
    "outside": ("../out.txt", False),
    "absolute": ("/tmp/out.txt", False),
    "hidden": (".out.txt", False),
    "in a hidden folder": (".config/out.txt", False),
    "a module": ("out.py", False),
    "a setting of matplotlib": ("matplotlibrc", False),
    "a shared library": ("out.so", False),
    "a path written oddly": ("results//out.txt", False),
    "a name with an escape": ("out.txt\x1b", False),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_comes_only_if_a_cell_names_it_and_nothing_reads_it_by_itself(
    what, tmp_path, monkeypatch
):
    name, comes = FILES[what]
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tempfile, "tempdir", None)
    (folder / "data.csv").write_bytes(b"the instructor's")
    names = ["out.txt", "data.csv", "out.py", "matplotlibrc", "out.so", ".out.txt", "out.txt\x1b"]
    files = Files(names, ["data.csv"])
    files.take({name: b"theirs"})
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (b"theirs" in [path.read_bytes() for path in found]) == comes
    assert (folder / "data.csv").read_bytes() == b"the instructor's"


def test_a_notebook_that_sets_nothing_is_not_mirrored():
    tests = ("import numpy as np\nnp.testing.assert_allclose(f(np.ones(2)), 1)",)
    assert aspects_of(tests, ("import numpy as np",)) == Aspects()
    assert not aspects_of(tests, ()).any


def test_a_patch_ends_with_the_test_that_makes_it(grade):
    forbids = "import numpy as np\ndef no(*_):\n    raise ValueError\nnp.mean = no\nassert f() == 1"
    outputs = grade(
        "import numpy as np\ndef f(): return 1\ndef g(): return float(np.mean([3]))",
        forbids,
        "assert g() == 3",
        "import numpy as np\nassert np.mean([3]) == 3",
    )
    assert outputs[1:] == [[], [], []]


def test_a_test_that_patches_what_the_examiner_needs_is_graded(grade):
    """`len`, `min`, `isinstance` and numpy's own functions are in use on both sides."""
    test = """
    from unittest.mock import patch
    wrong = AssertionError("forbidden")
    with patch("builtins.len", side_effect=wrong), patch("builtins.min", side_effect=wrong):
        with patch("builtins.isinstance", side_effect=wrong):
            with patch("builtins.type", side_effect=wrong):
                assert f([1, 2]) == 3
    """
    right = "def f(x):\n    total = 0\n    for v in x: total += v\n    return total"
    wrong = "def f(x): return 3 if len(x) == 2 else 0"
    assert grade(right, test)[1] == []
    assert errors(grade(wrong, test)[1])


def test_an_answers_own_definition_of_a_builtin_is_not_patched(grade):
    answer = "def sum(x):\n    return 7\ndef f(x):\n    return sum(x)"
    test = """
    from unittest.mock import patch
    with patch("builtins.sum", side_effect=AssertionError("forbidden")):
        assert f([1]) == 7
    """
    assert grade(answer, test)[1] == []


def test_what_is_printed_before_is_not_what_a_test_catches(grade):
    answer = "print('loud')\ndef f(x): print(x)"
    test = """
    import io
    from contextlib import redirect_stdout
    f("shown")
    with redirect_stdout(io.StringIO()) as out:
        f("caught")
    f("shown too")
    assert out.getvalue() == "caught\\n"
    """
    [shown] = grade(answer, test)[1]
    assert shown["text"] == "shown\nshown too\n"
