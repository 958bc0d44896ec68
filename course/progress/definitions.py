"""Run of a notebook what its exercises need: imports, definitions, and the answer cells."""

from __future__ import annotations

import ast
import re
from typing import Any

from course.run.quiet import quiet
from course.run.time_limit import time_limit

SECONDS = 5.0
"""How long one cell may run: a definition takes no time."""

MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
"""A line for IPython alone, such as %timeit or !ls."""


def parse(source: str) -> ast.Module:
    """Parse a cell, with the lines that only IPython understands taken out.

    Raises
    ------
    SyntaxError
        When it is not Python even so.
    """
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.parse(MAGIC.sub(r"\1pass", source))


def definitions(cell: ast.Module) -> ast.Module:
    """Return the statements that define something and do no work: no demo, no picture."""
    return ast.Module([one for one in cell.body if _defines(one)], type_ignores=[])


def _defines(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        value = statement.value
        return isinstance(value, ast.Lambda) or not _calls(value)
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return isinstance(statement, kinds)


def _calls(value: ast.expr) -> bool:
    return any(isinstance(node, ast.Call) for node in ast.walk(value))


def run(source: str, namespace: dict[str, Any], whole: bool) -> BaseException | None:
    """Run a cell, all of it or its definitions; return what stopped it, if something did.

    What was defined before it stopped stays, as in a notebook.
    """
    try:
        cell = parse(source)
        tree = cell if whole else definitions(cell)
        with quiet(), time_limit(SECONDS):
            exec(compile(tree, "<cell>", "exec"), namespace)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit and TimeUp are among what a cell may end in
        return error
    return None
