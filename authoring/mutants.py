"""Small changes to a piece of Python, each the slip of a finger or of a thought."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Edit = Callable[[ast.AST], ast.AST]
"""Takes a node of a fresh copy and returns what stands there afterwards."""

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "argmin": "argmax",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "append": "extend",
    "copy": "view",
}
"""Functions that are taken for one another."""


@dataclass(frozen=True)
class Mutant:
    """A changed source, and in words what was changed."""

    name: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of `source`, each with one change; the order is always the same."""
    tree = ast.parse(source)
    seen, found = Counter[str](), []
    others = _neighbours(tree)
    for place, node in enumerate(ast.walk(tree)):
        for edit in edits(node, others):
            name, changed = _mutate(tree, place, edit)
            if changed in (source, ast.unparse(tree)):
                continue
            seen[name] += 1
            found.append(Mutant(f"{name} ({seen[name]})" if seen[name] > 1 else name, changed))
    return found


def _mutate(tree: ast.Module, place: int, edit: Edit) -> tuple[str, str]:
    """Apply an edit to the node that is visited as number `place`."""
    changed = copy.deepcopy(tree)
    nodes = list(ast.walk(changed))
    target = nodes[place]
    around = _statement(nodes, target)
    before, new = first_line(around), edit(target)
    if new is not target:
        _Replace(target, new).visit(changed)
    after = first_line(new if around is target else around)
    after = "nothing" if isinstance(new, ast.Pass) else after
    return f"{before} → {after}", ast.unparse(ast.fix_missing_locations(changed))


def _statement(nodes: list[ast.AST], target: ast.AST) -> ast.AST:
    """Return the innermost statement that holds `target`."""
    holders = [
        node
        for node in nodes
        if isinstance(node, ast.stmt) and any(inner is target for inner in ast.walk(node))
    ]
    return holders[-1]


def first_line(node: ast.AST) -> str:
    """Write a statement, a compound one without its body."""
    return ast.unparse(node).split("\n")[0]


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _neighbours(tree: ast.Module) -> dict[str, str]:
    """Return for each parameter the one after it, and for the last one the first."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and len(node.args.args) > 1:
            names = [one.arg for one in node.args.args]
            found |= dict(zip(names, [*names[1:], names[0]], strict=True))
    return found


def _part(field: str) -> Edit:
    """Return the edit that leaves one part of a node in its place."""

    def edit(node: ast.AST) -> ast.AST:
        part: ast.AST = getattr(node, field)
        return part

    return edit


def edits(node: ast.AST, others: dict[str, str]) -> Iterator[Edit]:
    """Return what can go wrong at this node; `others` names a wrong parameter for each."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in OPERATORS:
            yield _set("op", OPERATORS[type(op)]())
            if isinstance(node, ast.BinOp):
                yield _part("left")
                yield _part("right")
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield _part("operand")
        case ast.Compare(ops=[op]):
            yield from (_set("ops", [other()]) for other in COMPARISONS[type(op)])
        case ast.BoolOp(op=op):
            yield _set("op", ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.Constant(value=value) if isinstance(value, bool | int | float):
            yield from (_set("value", other) for other in _other_numbers(value))
        case ast.Name(id=name, ctx=ast.Load()) if name in {**NAMES, **others}:
            yield _set("id", {**NAMES, **others}[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield _set("attr", NAMES[name])
        case ast.Call(keywords=keywords):
            yield from (_without("keywords", index) for index in range(len(keywords)))
        case ast.Slice():
            yield from (_set(end, None) for end in ("lower", "upper", "step") if _has(node, end))
        case ast.IfExp() | ast.If() | ast.While():
            yield from (_set("test", ast.Constant(value)) for value in _ways(node))
        case ast.comprehension(ifs=ifs):
            yield from (_without("ifs", index) for index in range(len(ifs)))
        case ast.Break():
            yield lambda node: ast.Continue()
        case _ if _droppable(node):
            yield lambda node: ast.Pass()
    if isinstance(node, ast.AugAssign | ast.If):
        yield lambda node: ast.Pass()


def _other_numbers(value: float) -> list[float]:
    """Return a flag turned round, a whole number's neighbours, a fraction made larger."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int) or value == 0:
        return [value + 1, value - 1]
    return [value * 1.1]


def _ways(node: ast.AST) -> list[bool]:
    return [False] if isinstance(node, ast.While) else [True, False]


def _droppable(node: ast.AST) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    kinds = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return, ast.Raise)
    return isinstance(node, kinds) and not is_text


def _has(node: ast.AST, field: str) -> bool:
    return getattr(node, field) is not None


def _set(field: str, value: object) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        setattr(node, field, value)
        return node

    return edit


def _without(field: str, index: int) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        del getattr(node, field)[index]
        return node

    return edit
