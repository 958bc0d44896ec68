"""Wrong answers to an exercise as source: known mistakes, those of no exam, and odd results."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from authoring.mistakes import Loaded, mistaken_source

UNFORESEEN = Path(__file__).parent / "unforeseen"
RESULTS = {
    "None": "None",
    "nothing of each result": "tuple(None for _ in right) if isinstance(right, tuple) else None",
    "NaN": "each(right, lambda one: one * np.nan)",
    "infinity": "each(right, lambda one: one * 0 + np.inf)",
    "huge": "each(right, lambda one: one * 1e200)",
    "the largest": "each(right, lambda one: one * 0 + 1.7e308)",
    "large": "each(right, lambda one: one * -1e30)",
    "the other sign": "each(right, lambda one: -one)",
    "a mean": "each(right, np.mean)",
    "a column": "each(right, lambda one: np.reshape(one, (-1, 1)))",
    "too short": "each(right, lambda one: np.ravel(one)[:-1])",
    "too long": "each(right, lambda one: np.append(one, 1.0))",
    "another dtype": "each(right, lambda one: np.asarray(one).astype(complex))",
    "whole numbers": "each(right, lambda one: np.nan_to_num(one).astype(int))",
    "lists": "each(right, lambda one: np.asarray(one).tolist())",
    "text": "each(right, lambda one: str(one))",
    "text alone": "str(right)",
    "in a list": "[right]",
    "in a dict": "{'result': right}",
    "twice": "(right, right)",
    "a function": "lambda: right",
    "a set": "{1, 2}",
    "an object": "object()",
    "a number": "3",
    "an empty list": "[]",
    "a batch": "range(3)",
}
"""What may be returned in the place of the right result, as an expression of it."""

EACH = '''
def each(right, change):
    """Change every number and array in a result."""
    if isinstance(right, dict):
        return {name: each(one, change) for name, one in right.items()}
    if isinstance(right, (list, tuple)):
        return type(right)(each(one, change) for one in right)
    if right is None or isinstance(right, (str, int)):
        return right
    if isinstance(right, np.ndarray) or np.isscalar(right):
        return change(right)
    return (each(one, change) for one in right)
'''
STATEMENTS = {
    "not written": "raise NotImplementedError",
    "divides by zero": "1 / 0",
    "a name that is not there": "pi * lr_of_nobody",
    "raises without words": "raise ValueError",
    "an exit": "raise SystemExit",
    "too deep": "return {name}(*given, **named)",
    "overflows": "2.0 ** 10_000",
    "writes as an error": "import sys; print('a warning', file=sys.stderr); return {right}",
    "warns": "import warnings; warnings.warn('of something'); return {right}",
    "yields": "yield {right}",
}
IN_ITS_PLACE = {
    "a number in its place": "3",
    "None in its place": "None",
    "an array in its place": "np.ones(2)",
    "text in its place": "'text'",
    "a list in its place": "[1.0, 2.0]",
    "a class in its place": "type('Other', (), dict())",
    "a built-in function in its place": "max",
    "one that takes nothing": "lambda: 1.0",
    "one that gives None for whatever comes": "lambda *given, **named: None",
    "one that gives None": "lambda {parameters}: None",
}
"""What may stand in the place of the answer itself, as an expression."""

VALUES = {
    "no number": "def __init__(self, data):\n    self.data, self.grad = None, 0.0",
    "text": "def __init__(self, data):\n    self.data, self.grad = str(data), 0.0",
    "no grad": "def __init__(self, data):\n    self.data = data",
    "cannot be made": "def __init__(self, data):\n    raise NotImplementedError",
    "fails when made": "def __init__(self, data):\n    self.data = data / 0",
    "needs more": "def __init__(self, data, parents):\n    self.data = data",
    "sums give None": "def __add__(self, other):\n    pass",
    "products give numbers": "def __mul__(self, other):\n    return 3.0",
    "tanh gives infinity": "def tanh(self):\n    return Value(float('inf'))",
    "tanh gives NaN": "def tanh(self):\n    return Value(float('nan'))",
    "tanh gives an array": "def tanh(self):\n    return Value(np.ones(3))",
    "tanh is huge": "def tanh(self):\n    return Value(1e200)",
    "tanh overflows": "def tanh(self):\n    return Value(10**400)",
    "backward raises": "def backward(self):\n    1 / 0",
    "backward not written": "def backward(self):\n    raise NotImplementedError",
    "backward gives text": "def backward(self):\n    self.grad = 'one'",
    "backward gives NaN": "def backward(self):\n    self.grad = float('nan')",
    "backward gives infinity": "def backward(self):\n    self.grad = float('inf')",
    "backward is no method": "backward = 3",
}
"""Methods of the class in the place of the right ones."""


def odd(one: Loaded) -> Iterator[tuple[str, str]]:
    """Give answers that nobody can use, whatever the exercise; each source follows the right one.

    >>> dict(odd(chain))["None"]  # doctest: +SKIP
    """
    parameters = ", ".join(inspect.signature(one.fresh()).parameters)
    for name, other in IN_ITS_PLACE.items():
        yield name, f"{one.name} = {other.format(parameters=parameters)}"
    if not one.exercise.is_function:
        for name, method in VALUES.items():
            yield name, f"class {one.name}({one.name}):\n" + _indented(method)
        return
    called = f"right_{one.name}(*given, **named)"
    head = f"right_{one.name} = {one.name}\n"
    signature = inspect.signature(one.fresh())
    heading = f"def {one.name}{signature}:\n    given, named = list(locals().values()), {{}}\n"
    for name, result in RESULTS.items():
        body = f"right = {called}\nreturn {result}"
        yield f"returns {name}", head + EACH + heading + _indented(body)
    for name, statement in STATEMENTS.items():
        body = statement.format(name=one.name, right=called)
        yield name, head + heading + _indented(body)
    yield "takes nothing", f"def {one.name}():\n    return 1.0"


def known(one: Loaded) -> Iterator[tuple[str, str]]:
    """Give the mistakes that the exercise's exam knows."""
    for mistake in one.exam.mistakes:
        yield mistake.name, mistaken_source(one.exercise, mistake)


def unforeseen(one: Loaded) -> Iterator[tuple[str, str]]:
    """Give the answers that were written by hand as students write them, where there are any."""
    file = UNFORESEEN / f"{one.exercise.lesson}.py"
    if not file.exists():
        return
    text = file.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name, _, words = node.name.partition("__")
            if name == one.name:
                source = ast.get_source_segment(text, node) or ""
                yield words.replace("_", " "), source.replace(node.name, name)


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
