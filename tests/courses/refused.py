"""Kinds of tests that do not cross, each with an answer for which it holds in a notebook."""

REFUSED = {
    "`is` between parts of results": (
        "def f(x): return x[0]",
        "x = [[1]]\nassert f(x) is x[0]",
    ),
    "`id`": ("def f(x): return x[0]", "x = [[1]]\nassert id(f(x)) == id(x[0])"),
    "memory that two arrays share": (
        "def f(x): return x[1:]",
        "import numpy as np\nx = np.ones(3)\nassert np.shares_memory(f(x), x)",
    ),
    "closures of the learner's function": (
        "def f(): return 1",
        "assert f.__closure__ is None",
    ),
    "pickles of the learner's objects": (
        "class C:\n    def __init__(self): self.x = 1",
        "import pickle\nassert pickle.loads(pickle.dumps(C())).x == 1",
    ),
    "a patched `sys.modules`": (
        "def f():\n    try:\n        import json\n    except ImportError:\n        return 'none'",
        "import sys\nfrom unittest.mock import patch\n"
        "with patch.dict(sys.modules, {'json': None}):\n    assert f() == 'none'",
    ),
    "pyplot's current figure": (
        "import matplotlib.pyplot as plt\ndef f(): plt.plot([1, 2])",
        "import matplotlib.pyplot as plt\nf()\nassert len(plt.gca().lines) == 1",
    ),
    "a figure or axes of the test's as an argument": (
        "def f(ax): ax.plot([1, 2])",
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nf(ax)\n"
        "assert len(ax.lines) == 1",
    ),
    "a list of all global names": (
        "answer = 1",
        "assert 'answer' in dir()",
    ),
    "`await` outside a function": (
        "async def f(): return 1",
        "assert await f() == 1",
    ),
    "fields of the learner's dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 0",
        "import dataclasses\nassert [each.name for each in dataclasses.fields(P)] == ['x']",
    ),
    "`super()` in a test's subclass of the learner's class": (
        "class A:\n    def f(self): return 1",
        "class B(A):\n    def f(self):\n        return super().f() + 1\nassert B().f() == 2",
    ),
    "another working folder": (
        "def f():\n    with open('x.txt', 'w') as file: file.write('1')",
        "import os\nos.makedirs('sub', exist_ok=True)\nos.chdir('sub')\nf()\n"
        "found = os.path.exists('x.txt')\nos.chdir('..')\nassert found",
    ),
}
