"""Slips in a formula: what the reference gives when one small part of it is another.

A part is joined in another way, or is left out, or one name stands for another.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip
_SWAPS: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add, ast.Mult],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult, ast.Sub],
    ast.Pow: [ast.Mult],
}


@dataclass(frozen=True)
class Slip:
    """A changed source of the reference, and what its numbers are like."""

    words: str
    source: str


def slips(source: str, known: set[str]) -> list[Slip]:
    """Return each slip of a solution that can be told in names that the learner knows.

    Parameters
    ----------
    source : str
        The exercise's solution.
    known : set of str
        The names of its arguments and results. A part that uses others is not spoken of.
    """
    tree = ast.parse(source)
    names = known | {"np"}
    return [
        Slip(words, ast.unparse(ast.fix_missing_locations(_replaced(tree, place, new))))
        for place, node in enumerate(ast.walk(tree))
        if isinstance(node, ast.BinOp)
        for words, new in _edits(node, names)
    ]


def substitutions(source: str, known: set[str], parameters: list[str]) -> list[Slip]:
    """Return each slip by which one argument, or a 1, stands once where another argument should.

    Parameters
    ----------
    source, known
        As in `slips`.
    parameters : list of str
        The names of the arguments.
    """
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    opened = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return [
        Slip(
            f"in which {other} stands in one place where {node.id} should",
            ast.unparse(ast.fix_missing_locations(_replaced(tree, place, new))),
        )
        for place, node in enumerate(ast.walk(tree))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        if node.id in known and id(node) not in called
        for other in (*parameters, "1")
        if other != node.id and not (other == "1" and id(node) in opened)
        for new in [ast.parse(other, mode="eval").body]
    ]


def _edits(node: ast.BinOp, names: set[str]) -> Iterator[tuple[str, ast.expr]]:
    left, right = _told(node.left, names), _told(node.right, names)
    if left and right:
        for other in _SWAPS.get(type(node.op), []):
            swapped = ast.BinOp(node.left, other(), node.right)
            yield f"in which {left} {_SIGNS[other]} {right} stands in one place", swapped
    if right and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow):
        power = isinstance(node.op, ast.Pow)
        yield f"in which {'the power ' if power else ''}{right} is missing in one place", node.left
    if left and isinstance(node.op, ast.Add | ast.Mult):
        yield f"in which {left} is missing in one place", node.right
    yield from _closed_early(node, names)


def _closed_early(node: ast.BinOp, names: set[str]) -> Iterator[tuple[str, ast.expr]]:
    """Turn a / (b + c * d) into a / (b + c) * d."""
    match node.right:
        case ast.BinOp(
            left=first, op=joined, right=ast.BinOp(left=second, op=ast.Mult(), right=last)
        ):
            if isinstance(joined, ast.Add | ast.Sub) and (told := _told(last, names)):
                closed = ast.BinOp(node.left, node.op, ast.BinOp(first, joined, second))
                words = f"in which a parenthesis closes before {told}"
                yield words, ast.BinOp(closed, ast.Mult(), last)


def _told(node: ast.expr, names: set[str]) -> str:
    """Write a part of a formula, if it is a simple one and all its names are known."""
    match node:
        case ast.Constant(value=int() | float()):
            return ast.unparse(node)
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name)):
            return ast.unparse(node) if name in names else ""
        case ast.BinOp(left=inner, op=ast.Pow(), right=ast.Constant()) | ast.Call(args=[inner]):
            return ast.unparse(node) if isinstance(inner, ast.Name) and inner.id in names else ""
    return ""


def _replaced(tree: ast.Module, place: int, new: ast.expr) -> ast.Module:
    """Return a copy in which `new` stands in the place of a node, counted as walked through."""
    changed = copy.deepcopy(tree)
    old = list(ast.walk(changed))[place]
    for parent in ast.walk(changed):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(one is old for one in value):
                setattr(parent, field, [new if one is old else one for one in value])
    return changed
