"""Raise SystemExit and KeyboardInterrupt from a tested function."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Machine: use up the machine"
STOCK = "nothing"
HOSTILE = """
def stop(*args):
    raise (SystemExit, KeyboardInterrupt, GeneratorExit)[len(args) % 3](0)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "stop(*args)")
