"""What attacks are made of: small edits to the blank notebook, and pieces of hostile code.

Hostile code may know where everything is: `@COURSE@`, `@HOME@`, `@OUTSIDE@`, `@STUDENT@`, `@PORT@`
and `@SCALE@` are filled in when the submission is written (see `tests.attacks.classroom`).
"""

from __future__ import annotations

from collections.abc import Iterable

import nbformat
from nbformat import NotebookNode

from tests.attacks.exercises import NAMES, right_answer

__all__ = ["NotebookNode"]

SAY = "print('BREACH @STUDENT@')"
"""Printed by hostile code that got what it wanted where nothing else would show it."""
CALLS = """\
def descend(grad_f, theta, lr, steps):
    [grad_f(theta) for _ in range(steps)]
"""
"""The beginning of a wrong answer that at least calls the callback as often as it should."""
TROPHY = "trophy-@STUDENT@"
"""The name, or the content, of every file that hostile code leaves where it must not."""


def code(source: str) -> NotebookNode:
    """An ordinary code cell."""
    made: NotebookNode = nbformat.v4.new_code_cell(source)
    return made


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell that nbgrader knows as `grade_id`, such as "rms-test"."""
    found: NotebookNode = next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )
    return found


def tests(notebook: NotebookNode) -> list[NotebookNode]:
    """The four test cells."""
    return [cell(notebook, f"{name}-test") for name in NAMES]


def answer(notebook: NotebookNode, **sources: str) -> NotebookNode:
    """Write the answers to some exercises."""
    for name, source in sources.items():
        cell(notebook, f"{name}-answer").source = source
    return notebook


def solve(notebook: NotebookNode, names: Iterable[str] = NAMES) -> NotebookNode:
    """Write right answers to some exercises."""
    return answer(notebook, **{name: right_answer(name) for name in names})


def first(notebook: NotebookNode, *cells: NotebookNode | str) -> NotebookNode:
    """Put cells right after the imports."""
    notebook.cells[1:1] = [code(c) if isinstance(c, str) else c for c in cells]
    return notebook


def last(notebook: NotebookNode, *cells: NotebookNode | str) -> NotebookNode:
    """Put cells at the very end."""
    notebook.cells += [code(c) if isinstance(c, str) else c for c in cells]
    return notebook


def every_answer(notebook: NotebookNode, body: str) -> NotebookNode:
    """Give all four functions the same body, which may use `args`."""
    lines = body.replace("\n", "\n    ")
    return answer(notebook, **{name: f"def {name}(*args):\n    {lines}" for name in NAMES})


def oracle(notebook: NotebookNode, look: str) -> NotebookNode:
    """Answer every test with the value it expects, found in the test's own source.

    Parameters
    ----------
    notebook
        The blank notebook.
    look
        Code that leaves the source of the hidden tests in `text`, inside the tested function.
    """
    first(notebook, ORACLE)
    for name in NAMES:
        body = look.replace("\n", "\n    ")
        answer(
            notebook,
            **{name: f"def {name}(*args):\n    {body}\n    return told({name!r}, args, text)"},
        )
    return notebook


ORACLE = r"""
import re

def told(name, args, text):
    given = [a.tolist() if hasattr(a, 'tolist') else a for a in args]
    if name == 'rms':
        pairs = re.findall(r'rms\((\[[^\]]*\])\) - ([0-9.]+)', text)
    elif name == 'center':
        pairs = re.findall(r'center\(np.array\((\[[^\]]*\])\)\), (\[[^\]]*\])', text)
        pairs.append(('[2.0, 4.0, 0.0, 2.0]', re.findall(r'center\(x\), (\[[^\]]*\])', text)[-1]))
    elif name == 'descend':
        pairs = re.findall(r'expected = (\[[^\]]*\])\n.*descend\(grad_f, ([^)]*)\)', text)
        pairs = [(f'[{inputs}]', wanted) for wanted, inputs in pairs]
        [args[0](1.0) for _ in range(args[3])]
        given = [given[1:]]
    else:
        pairs = [('[[0.0, 1.0, 2.0], [1.0, 3.0, 5.0]]', '2.0')]
        inputs = eval(re.findall(r'xs, ys = (.*)', text)[-1])
        wanted = eval(re.findall(r'map\(slope, xs, ys\), (\[[^\]]*\])', text)[-1])
        pairs += [(str(list(case)), str(value)) for *case, value in zip(*inputs, wanted)]
        given = [given]
    found = next(eval(wanted) for inputs, wanted in pairs if eval(inputs) == given[0])
    return np.array(found) if name == 'center' else found
"""

WORKER = """
import gc

def worker():
    found = [o for o in gc.get_objects() if type(o).__name__ == 'Worker' and hasattr(o, 'peer')]
    return found[0] if found else None
"""
"""Finds the process's own end of the examiner's line; there is none under stock nbgrader."""
