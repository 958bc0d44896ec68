"""What can be read from the source of a cell without running it."""

from __future__ import annotations

import ast
import builtins
import functools
import re
import symtable
import types
from collections.abc import Iterator, Sequence

from IPython.core.inputtransformer2 import TransformerManager

_TRANSPARENT = re.compile(r"\A%%(time|capture)\b[^\n]*")
_SETTINGS = frozenset({"matplotlib", "config", "load_ext", "reload_ext", "autoreload"})


@functools.cache
def as_python(source: str) -> str:
    """The source of a cell with its magics as the calls that they stand for.

    Cell magics that run what they stand over, and only time or hide it, are left out.
    """
    return TransformerManager().transform_cell(_TRANSPARENT.sub("", source))


@functools.cache
def parse(source: str) -> ast.Module:
    """The syntax tree of a cell, magics and all; empty when it is no Python."""
    try:
        return ast.parse(as_python(source))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def sets_up_notebook(node: ast.stmt) -> bool:
    """Whether a statement is a magic that only sets a notebook up, `%matplotlib inline` say."""
    call = node.value if isinstance(node, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "run_line_magic"
        and isinstance(name := call.args[0], ast.Constant)
        and name.value in _SETTINGS
    )


def bound_names(tree: ast.Module) -> set[str]:
    """Names that running `tree` binds at its top level."""
    found: set[str] = set()
    for node in walk_scope(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {bound_by(alias) for alias in node.names}
    return found


def walk_scope(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below `node`, without the bodies of functions and classes."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        ):
            yield from walk_scope(child)


def bound_by(alias: ast.alias) -> str:
    """The name that one part of an import binds."""
    return alias.asname or alias.name.partition(".")[0]


def used_names(node: ast.AST) -> set[str]:
    """Names that a statement looks up, in functions that it defines too."""
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Store)
    }


def secret_names(nodes: Sequence[ast.stmt]) -> set[str]:
    """Names that statements bind, but for modules, which are the same wherever they come from."""
    imports = [node for node in nodes if isinstance(node, ast.Import)]
    modules = {bound_by(alias) for node in imports for alias in node.names}
    return bound_names(ast.Module(list(nodes), [])) - modules


def lines_of(node: ast.stmt) -> range:
    """The numbers of the lines that a statement stands on, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    return range(first, (node.end_lineno or node.lineno) + 1)


@functools.cache
def global_names_read(source: str) -> frozenset[str]:
    """Global names that the code of a cell reads and does not bind itself, builtins apart."""
    try:
        scopes = [symtable.symtable(as_python(source), "<cell>", "exec")]
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    found: set[str] = set()
    bound = {symbol.get_name() for symbol in scopes[0].get_symbols() if symbol.is_assigned()}
    while scopes:
        scope = scopes.pop()
        scopes += scope.get_children()
        top = scope.get_type() == "module"
        for symbol in scope.get_symbols():
            if symbol.is_referenced() and (top or symbol.is_global()):
                found.add(symbol.get_name())
    return frozenset(found - bound - set(dir(builtins)))


def is_constant(node: ast.stmt) -> bool:
    """Whether a statement gives plain names a literal value, or a function without a name."""
    if not isinstance(node, ast.Assign):
        return False
    if isinstance(node.value, ast.Lambda):
        return all(isinstance(target, ast.Name) for target in node.targets)
    try:
        ast.literal_eval(node.value)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return False
    return all(isinstance(target, ast.Name) for target in node.targets)


@functools.cache
def code_of(node: ast.stmt, filename: str = "<test>", last: bool = False) -> types.CodeType:
    """What runs a statement; evaluated, it gives the value of a `last` one that has a value."""
    if last and isinstance(node, ast.Expr):
        return compile(ast.Expression(node.value), filename, "eval")
    return compile(ast.fix_missing_locations(ast.Module([node], [])), filename, "exec")


def run_statement(node: ast.stmt, names: dict[str, object]) -> None:
    """Run one statement in `names`."""
    exec(code_of(node), names)


def visible_definitions(nodes: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Statements whose source the learner's side may run too."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return [node for node in nodes if isinstance(node, kinds)]
