"""What ordinary tests do with a learner's objects works across the line."""

import pytest

CLASS = """
class Vector:
    def __init__(self, x, y=0):
        self.x, self.y = x, y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return (self.x, self.y)[i]
    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
    def scale(self, k):
        self.x *= k
        return self
    @classmethod
    def zero(cls):
        return cls(0)
class Odd(ValueError):
    pass
def odd():
    raise Odd("so odd")
"""
HELD = {
    "plain results": ("def f(x): return x + 1", "assert f(1) == 2 and f(x=1) == 2"),
    "arrays": (
        "import numpy as np\ndef f(x): return np.asarray(x) * 2",
        "import numpy as np\nnp.testing.assert_array_equal(f(np.arange(3)), [0, 2, 4])",
    ),
    "several results": (
        "def f(): return 1, 'a', None",
        "a, b, c = f()\nassert (a, b, c) == (1, 'a', None)",
    ),
    "a changed list": ("def f(x): x.append([1])", "x = [0]\nf(x)\nassert x == [0, [1]]"),
    "a changed array": (
        "import numpy as np\ndef f(x): x += 1",
        "import numpy as np\nx = np.zeros(2)\nf(x)\nassert x.tolist() == [1, 1]",
    ),
    "a changed dict inside a list": (
        "def f(x): x[0]['b'] = 2",
        "inner = {'a': 1}\nf([inner])\nassert inner == {'a': 1, 'b': 2}",
    ),
    "a random generator": (
        "def f(rng): return rng.normal()",
        """
        import numpy as np
        ours, twin = np.random.default_rng(1), np.random.default_rng(1)
        assert [f(ours), ours.normal()] == [twin.normal(), twin.normal()]
        """,
    ),
    "callables and their count": (
        "def f(g, n): return [g(i) for i in range(n)]",
        """
        calls = 0
        def g(i):
            global calls
            calls += 1
            return i * i
        assert f(g, 4) == [0, 1, 4, 9]
        assert calls == 4
        """,
    ),
    "numpy's functions as arguments": (
        "def f(g, x): return g(x)",
        "import numpy as np\nassert f(np.sin, 0.0) == 0.0 and f(float, 1) == 1.0",
    ),
    "the same exception": (
        "def f(): raise KeyError('k')",
        """
        try:
            f()
        except KeyError as error:
            assert "k" in str(error)
        else:
            assert False
        """,
    ),
    "an exception of the learner's": (
        CLASS,
        """
        try:
            odd()
        except Odd as error:
            assert str(error) == "so odd" and isinstance(error, ValueError)
        else:
            assert False
        """,
    ),
    "exceptions of a callable": (
        """
        def f(g):
            try:
                g()
            except ZeroDivisionError:
                return 'caught'
        """,
        "assert f(lambda: 1 / 0) == 'caught'",
    ),
    "generators": ("def f(n): yield from range(n)", "assert list(f(3)) == [0, 1, 2]"),
    "endless generators": (
        "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "g = f()\nassert [next(g), next(g), next(g)] == [0, 1, 2]",
    ),
    "iterables as arguments": ("def f(xs): return sum(xs)", "assert f(iter([1, 2])) == 3"),
    "instances": (
        CLASS,
        """
        v = Vector(1, 2) + Vector(3)
        assert (v.x, v.y) == (4, 2) and repr(v) == "Vector(4, 2)"
        assert isinstance(v, Vector) and type(v).__name__ == "Vector"
        assert len(v) == 2 and v[0] == 4 and list(v) == [4, 2]
        assert v.scale(2).x == 8 and Vector.zero().x == 0
        v.x = 7
        assert v.x == 7 and (v + v).x == 14
        """,
    ),
    "closures": ("def f(n): return lambda x: x + n", "assert f(2)(3) == 5"),
    "named tuples": (
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(): return P(1, 2)",
        "p = f()\nassert p.x == 1 and p == (1, 2) and len(p) == 2",
    ),
    "counters and default dicts": (
        "from collections import Counter\ndef f(s): return Counter(s)",
        "assert f('aab') == {'a': 2, 'b': 1}",
    ),
    "arrays of other classes": (
        "import numpy as np\ndef f(x): return np.ma.masked_array(x)\ndef g(x): return np.matrix(x)",
        """
        import numpy as np
        np.testing.assert_allclose(f([1.0, 2.0]), [1, 2])
        assert (f([1.0]) - 1.0 == 0).all() and g([[1, 2]]).shape == (1, 2)
        """,
    ),
    "names and documentation": (
        "def f(x, *, y=2):\n    'words'\n    return x",
        """
        import copy, inspect
        assert f.__name__ == "f" and f.__doc__ == "words" and callable(f)
        assert str(inspect.signature(f)) == "(x, *, y=2)"
        assert copy.deepcopy(f) is f
        """,
    ),
    "variables": ("answer = {'a': [1, 2.5]}", "assert answer == {'a': [1, 2.5]}"),
    "a deleted name": (
        "def g(): return 1\ndef f(): return g()",
        """
        kept = g
        del g
        try:
            f()
        except NameError:
            pass
        else:
            raise AssertionError("f does not use g")
        finally:
            g = kept
        assert f() == 1
        """,
    ),
    "a replaced name": (
        "def g(): return 1\ndef f(): return g()",
        "kept, g = g, lambda: 5\nassert f() == 5\ng = kept\nassert f() == 1",
    ),
    "a lent reference": (
        "def g(): return 1\ndef f(): return g()",
        """
        before = {name: f.__globals__[name] for name in ["g"] if name in f.__globals__}
        f.__globals__.update({"g": lambda: 7})
        assert f() == 7
        f.__globals__.pop("g", None)
        f.__globals__.update(before)
        assert f() == 1
        """,
    ),
    "magics and awaits": (
        "%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)\nx = 1",
        "assert x == 1",
    ),
    "classes of the test's": (
        "def f(node):\n    node.next = None\n    return node.value",
        """
        class Node:
            def __init__(self, value):
                self.value, self.next = value, self
        node = Node(3)
        assert f(node) == 3 and node.next is None
        """,
    ),
}


@pytest.mark.parametrize("what", HELD)
def test_it_crosses(what, holds):
    holds(*HELD[what])


def test_names_of_a_visible_test_reach_later_cells(grade):
    first = "def double(x): return 2 * x\nlimit = 5"
    outputs = grade("def f(): return double(limit)", first, "assert f() == 10")
    assert outputs[2] == []


def test_a_learners_variable_counts_after_a_tests_of_the_same_name(grade):
    outputs = grade("result = 3", "assert result == 3\nresult = 4", "assert result == 4")
    assert outputs[1:] == [[], []]


def test_partial_credit_is_the_value_of_the_last_expression(grade):
    [result] = grade("def f(): return 0.5", "f() * 2")[1]
    assert result["data"] == {"text/plain": "1.0"}


NO_SCORES = ["float('nan')", "-1", "-0.5", "0", "99", "1j", "import numpy as np\nnp.longdouble(99)"]


@pytest.mark.parametrize("score", NO_SCORES)
def test_a_score_that_is_none_is_zero(score, grade):
    [result] = grade("pass", score)[1]
    assert float(result["data"]["text/plain"]) == 0


def test_warnings_cost_nothing(grade):
    answer = "import warnings\ndef f():\n    warnings.warn('careful')\n    return 1"
    outputs = grade(answer, "assert f() == 1")[1]
    assert [(o["output_type"], o["name"]) for o in outputs] == [("stream", "stdout")]


def test_pictures_and_displays_are_kept(grade):
    [shown] = grade(
        """
        import matplotlib.pyplot as plt
        from IPython.display import HTML, display
        print("before")
        display(HTML("<b>bold</b><script>alert(1)</script>"))
        plt.plot([1, 2])
        plt.show()
        'last'
        """
    )
    assert [o["output_type"] for o in shown] == [
        "stream",
        "display_data",
        "display_data",
        "execute_result",
    ]
    assert "<b>bold</b>" in shown[1]["data"]["text/html"]
    assert "script" not in shown[1]["data"]["text/html"]
    assert "image/png" in shown[2]["data"]


def test_large_data_files_are_there(holds):
    size = 100 << 20
    test = f"assert size == {size}"
    holds("import os\nsize = os.path.getsize('big')", test, files={"big": bytes(size)})


def test_data_files_are_there(holds):
    holds(
        "text = open('data.txt').read()",
        "assert text == 'abc' and open('data.txt').read() == 'abc'",
        files={"data.txt": b"abc"},
    )
