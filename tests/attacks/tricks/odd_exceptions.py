"""Raise exceptions that are not meant to be caught, with arguments that can't be shown."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = r"""
import asyncio, unittest

class Odd(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__

def attack(*args):
    odd_name = type('A\n\x1b[2J', (Warning,), {})
    kinds = (Odd, asyncio.CancelledError, unittest.SkipTest, StopIteration, MemoryError, odd_name)
    number = len(args) + int(np.sum(args[0]) if len(args) == 1 else 0)
    raise kinds[number % len(kinds)]('x' * 10**6, {'deep': [Odd()]})
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "attack(*args)")
