"""Errors of other kinds than the known mistakes: none of them may get a known mistake's hint."""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from authoring.mistakes import Loaded
from course.checking.plain import settle
from tests.exam.nothing import answers

ERRORS = (
    "TypeError", "ValueError", "IndexError", "KeyError", "AttributeError", "NameError",
    "ZeroDivisionError", "UnboundLocalError",
)  # fmt: skip
RETURNS: dict[str, Callable[[Any], Any]] = {
    "its text": str,
    "a list with it": lambda one: [one],
    "it twice": lambda one: (one, one),
    "it and None": lambda one: (one, None),
    "None and it": lambda one: (None, one),
    "a dict with it": lambda one: {"result": one},
    "whether there is one": lambda one: one is not None,
    "how many there are": lambda one: len(one) if hasattr(one, "__len__") else 1,
    "a function that gives it": lambda one: lambda: one,
    "an object": lambda one: object(),
    "its type": type,
}


def errors(one: Loaded) -> Iterator[tuple[str, Any]]:
    """Give answers that go wrong in ways that have nothing to do with any one exercise."""
    yield from _raising(one)
    yield from _returning_early(one)
    yield from answers(one)
    if not inspect.isclass(one.fresh()):
        for name, change in RETURNS.items():
            yield f"returns {name}", _returning(one.fresh(), change)


def _returning(reference: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: change(settle(reference(*args, **kwargs)))


def _blocks(tree: ast.AST) -> list[list[ast.stmt]]:
    """Every list of statements inside a function."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node): node for function in functions for node in ast.walk(function)}
    return [node.body for node in inside.values() if isinstance(getattr(node, "body", 0), list)]


def _raising(one: Loaded) -> Iterator[tuple[str, Any]]:
    """An exception of each kind before each line."""
    tree = ast.parse(one.exercise.solution)
    places = [(i, line) for i, block in enumerate(_blocks(tree)) for line in range(len(block))]
    for block, line in places:
        for error in ERRORS:
            changed = copy.deepcopy(tree)
            _blocks(changed)[block].insert(
                line, ast.parse(f"raise {error}('of another cause')").body[0]
            )
            yield f"{error} before line {line} of block {block}", _made(one, changed)


def _returning_early(one: Loaded) -> Iterator[tuple[str, Any]]:
    """The last return, moved to the end of each loop's body."""
    tree = ast.parse(one.exercise.solution)
    for number in range(sum(isinstance(node, ast.For) for node in ast.walk(tree))):
        changed = copy.deepcopy(tree)
        loop = [node for node in ast.walk(changed) if isinstance(node, ast.For)][number]
        last = [node for node in ast.walk(changed) if isinstance(node, ast.Return)]
        if last:
            loop.body.append(last[-1])
            yield f"returns in loop {number}", _made(one, changed)


def _made(one: Loaded, tree: ast.AST) -> Any:
    return one.fresh(ast.unparse(ast.fix_missing_locations(tree)))
