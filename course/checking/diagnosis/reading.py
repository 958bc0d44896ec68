"""What the text of an answer shows by itself, whatever its numbers are."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """An answer's own function, as parsed, and the line of its cell that it begins in."""

    function: ast.FunctionDef
    first: int

    def line(self, node: ast.stmt | ast.expr) -> int:
        """Return the number of a node's line in the cell, counted from 1."""
        return self.first + node.lineno - 1


def read(answer: Callable[..., Any] | None, parameters: list[str]) -> str:
    """Say what an answer's text shows: a loop of one round, or an argument that is lost.

    Parameters
    ----------
    answer : function or None
        What the learner wrote. Of anything but a function, and where no text is known, nothing is
        said.
    parameters : list of str
        What the exercise gives it.
    """
    text = _text(answer)
    if text is None:
        return ""
    return " ".join([*_one_round(text), *_lost(text, parameters)])


def _text(answer: Callable[..., Any] | None) -> Text | None:
    if not inspect.isfunction(answer):
        return None
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(answer))).body
    except (OSError, SyntaxError):
        return None
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        return None
    return Text(body[0], answer.__code__.co_firstlineno)


def _one_round(text: Text) -> Iterator[str]:
    """Find loops whose first round ends in a return."""
    for node in _own(text.function):
        if not isinstance(node, ast.For | ast.While) or not isinstance(node.body[-1], ast.Return):
            continue
        if any(isinstance(inner, ast.Continue) for inner in ast.walk(node)):
            continue
        last = text.line(node.body[-1])
        yield f"The return in line {last} stands inside the loop, which ends in its first round."


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Walk through a function, but not through functions defined in it."""
    for node in ast.iter_child_nodes(function):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield from _own(node)


def _lost(text: Text, parameters: list[str]) -> Iterator[str]:
    """Find arguments that nothing reads, or that get another value before anything does."""
    names = _Names()
    for line in text.function.body:
        names.visit(line)
    if names.all_at_once:
        return
    own = [one.arg for one in text.function.args.args]
    for name in (one for one in parameters if one in own):
        if name not in names.first:
            yield f"{name} is given, and no line reads it."
        elif (store := names.first[name]) is not None:
            yield (
                f"Line {text.line(store)} gives {name} another value before any line has read "
                "what was given."
            )


class _Names(ast.NodeVisitor):
    """Note for each name where it is first met, in the order in which Python comes to it.

    `first` holds the node that gives the name a value without a condition; None where the name is
    read first.
    """

    def __init__(self) -> None:
        self.first: dict[str, ast.expr | None] = {}
        self.all_at_once = False
        self._conditions = 0

    def visit_Name(self, node: ast.Name) -> None:
        stored = isinstance(node.ctx, ast.Store) and not self._conditions
        self.first.setdefault(node.id, node if stored else None)
        self.all_at_once |= node.id in ("locals", "vars", "eval", "exec")

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_order(node.value, *node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._in_order(node.value, node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.first.setdefault(node.target.id, None)
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self._perhaps(*node.body, *node.orelse)

    def visit_Try(self, node: ast.Try) -> None:
        self._perhaps(*ast.iter_child_nodes(node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        own = {one.arg for one in node.args.args}
        self._inside(node, own, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node, {one.arg for one in node.args.args}, [node.body])

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._comprehension(node.generators, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._comprehension(node.generators, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._comprehension(node.generators, node.elt)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node.generators, node.key, node.value)

    def _comprehension(self, generators: list[ast.comprehension], *made: ast.expr) -> None:
        """Note what a comprehension reads; its own names hide none of the function's."""
        self.visit(generators[0].iter)
        own = {
            node.id
            for one in generators
            for node in ast.walk(one.target)
            if isinstance(node, ast.Name)
        }
        rest = [one for each in generators for one in (each.iter, *each.ifs)][1:]
        self._inside(generators[0], own, [*rest, *made])

    def _inside(self, node: ast.AST, own: set[str], body: list[Any]) -> None:
        """Note what a function, or the like, reads of the names around it."""
        inner = _Names()
        for default in getattr(getattr(node, "args", None), "defaults", []):
            self.visit(default)
        for one in body:
            inner.visit(one)
        for name, stored in inner.first.items():
            if name not in own and stored is None:
                self.first.setdefault(name, None)
        self.all_at_once |= inner.all_at_once

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in filter(None, nodes):
            self.visit(node)

    def _perhaps(self, *nodes: ast.AST) -> None:
        self._conditions += 1
        self._in_order(*nodes)
        self._conditions -= 1
