"""Recurse until the interpreter's own stack overflows."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "crash"
HOSTILE = """
import sys
sys.setrecursionlimit(10**9)
def deeper(n):
    return max(n, key=lambda _: deeper(n))
deeper([1])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
