"""Send references with numbers, names and parameters that make no sense."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    peer = worker().peer
    peer._export = lambda value: type(value)(True, 2**63, {})
    honest = type(peer)._send

    def send(message):
        from dataclasses import dataclass
        module = type(peer).__module__.rpartition('.')[0]
        import importlib
        Reference = importlib.import_module(module + '.wire').Reference if module else None
        about = {
            'kind': 'class', 'name': '__class__; import os', 'type': 'x' * 10**6,
            'operators': ['__del__', '__init__', '__getattribute__', 7], 'failure': 'SystemExit',
            'parameters': [('*', 99), 5, ('self = __import__("os")', 1, 2)],
        }
        honest(peer, ('done', (Reference(True, 2**63, about), None)))

    peer._send = send
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
