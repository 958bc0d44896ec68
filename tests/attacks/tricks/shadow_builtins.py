"""Bind `__builtins__`, `__name__` and the names that a test uses to things that lie."""

from tests.attacks.notebook import NotebookNode, first, last

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
import types
__name__ = '__main__'
__builtins__ = {
    'abs': lambda x: 0.0, 'len': lambda x: 4, 'all': lambda x: True, 'round': lambda *a: 2.0,
    '__import__': __import__, '__build_class__': None, 'AssertionError': SystemExit, 'zip': zip,
}
assert_allclose = lambda *args, **kwargs: None
expected, calls, score, wanted, cases = [], 3, 2.0, 0.0, []
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(first(blank, HOSTILE), "1")
