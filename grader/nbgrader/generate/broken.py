"""Broken versions of an instructor's answers, to see whether tests can tell.

A test that holds for them in isolation, and fails beside them as in a notebook, is blind here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from grader.cells.aspects import patch_calls
from grader.cells.imports import imports_of
from grader.cells.source import as_python, parse

Break = Callable[[str], str]


def broken_answers(tests: list[str], others: list[str]) -> Iterator[tuple[str, Break]]:
    """What is broken, in words, and a function that breaks the source of an answer cell.

    What the `tests` forbid is among the ways; they use the imports of the instructor's `others`.
    """
    yield "functions that return None", lambda source: _with_bodies(source, _returning("None"))
    yield "functions that return 0", lambda source: _with_bodies(source, _returning("0"))
    yield "functions that return what they are given", lambda s: _with_bodies(s, _returning(""))
    words = " ".join(tests)
    for told, sign, code in _MISDEEDS:
        if any(word in words for word in sign.split()):
            yield told, _doing(code)
    for target, code in _forbidden(tests, others).items():
        yield f"functions that use `{target}`", _doing(code)


_MISDEEDS = [
    ("functions that print", "stdout capture_output print", "print('something')"),
    (
        "functions that warn",
        "warnings warns assert_warns assert_no_warnings",
        "__import__('warnings').warn('something')",
    ),
    (
        "functions that divide by zero",
        "errstate seterr",
        "__import__('numpy').float64(1.0) / __import__('numpy').float64(0.0)",
    ),
]


def _returning(value: str) -> Callable[[ast.FunctionDef], list[ast.stmt]]:
    def body(node: ast.FunctionDef) -> list[ast.stmt]:
        given = [argument.arg for argument in node.args.args if argument.arg != "self"]
        made = ast.parse(value or (given[0] if given else "None"), mode="eval").body
        yields = any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(node))
        kept = node.body[:1] if ast.get_docstring(node) is not None else []
        last: list[ast.stmt] = [ast.Return(made)]
        if yields:
            last = ast.parse("return\nyield").body
        return [*kept, *last]

    return body


def _doing(code: str) -> Break:
    """Do something first, in every function."""

    def body(node: ast.FunctionDef) -> list[ast.stmt]:
        return [*ast.parse(code).body, *node.body]

    return lambda source: _with_bodies(source, body)


def _with_bodies(source: str, body: Callable[[ast.FunctionDef], list[ast.stmt]]) -> str:
    """A cell whose functions, methods too, have other bodies; magics stay as they are."""
    tree = ast.parse(ast.unparse(parse(source)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            node.body = body(node)
    return ast.unparse(ast.fix_missing_locations(tree)) if tree.body else as_python(source)


def _forbidden(tests: list[str], others: list[str]) -> Mapping[str, str]:
    """What tests patch or mock, and code that uses it once without arguments."""
    imports: dict[str, ast.stmt] = {}
    for source in (*others, *tests):
        imports |= imports_of(parse(source), ())
    found = {}
    for source in tests:
        for where, name in patch_calls(source):
            if where in ("'builtins'", "builtins"):
                target, shown = name, name
            elif where.startswith("'"):
                target = f"__import__('pkgutil').resolve_name({where}).{name}"
                shown = f"{where[1:-1]}.{name}"
            else:
                target, shown = f"{where}.{name}", f"{where}.{name}"
            if name in ("stdout", "stderr", "stdin", "input") or where == "'__main__'":
                continue
            first = imports.get(where.partition(".")[0])
            bring = f"        {ast.unparse(first)}\n" if first is not None else ""
            found[shown] = (
                "try:\n    def _use():\n"
                f"{bring}        return {target}()\n    _use()\n"
                "except (TypeError, ImportError, AttributeError, NameError, EOFError):\n    pass"
            )
    return found
