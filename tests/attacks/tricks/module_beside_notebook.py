"""Hand in a `numpy.py` that wraps the real one and whose `testing` never complains."""

from pathlib import Path

from tests.attacks.notebook import NotebookNode, answer

ROW = "Machine: a module named like a library"
STOCK = "exercise trophy"
MODULE = """
import importlib, os, sys
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [p for p in sys.path if os.path.abspath(p or os.getcwd()) != here]
del sys.modules['numpy']
real = importlib.import_module('numpy')
testing = importlib.import_module('numpy.testing')
for name in dir(testing):
    if name.startswith('assert_'):
        setattr(testing, name, lambda *args, **kwargs: None)
sys.modules['numpy'] = real
open('@OUTSIDE@/trophy-@STUDENT@', 'w').close()
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, center="def center(x):\n    return np.array([0.0, 2.0, -2.0, 0.0])")


def files(folder: Path) -> None:
    """The false library."""
    (folder / "numpy.py").write_text(MODULE)
