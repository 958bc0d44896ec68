"""Functions as the submission's text defines them, for tests that look at how an answer is written.

`inspect.getsource(f)` and `f.__code__` are answered from the cells that were handed in: the text
is parsed and compiled here, and never run. Nothing of it is the learner's process's word.
"""

from __future__ import annotations

import ast
import linecache
import types

from grader.cells.source import as_python


class Written:
    """The learner's cells that have run so far."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._names: dict[int, str] = {}

    def so_far(self) -> Written:
        """The same, which later cells do not change."""
        same = Written()
        same._cells, same._names = list(self._cells), dict(self._names)
        return same

    def add(self, source: str) -> None:
        """Another cell has run."""
        self._cells.append(source)

    def called(self, number: int, name: str) -> None:
        """The learner's object with this number is what the notebook calls `name`."""
        self._names[number] = name

    def function(self, number: int) -> types.FunctionType:
        """A function that has the text of the learner's, and cannot be run.

        Raises
        ------
        AttributeError
            When no `def` of a cell that has run is the last to give this name its value.
        """
        name = self._names.get(number, "")
        for number in range(len(self._cells), 0, -1):
            found = _last_binding(self._cells[number - 1], name)
            if found is None:
                continue
            if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
                return _compiled(self._cells[number - 1], found, number)
            break
        raise AttributeError(f"no `def {name}` stands in the submission as the last of this name")


def _last_binding(source: str, name: str) -> ast.AST | None:
    """The last statement of a cell that gives a global name its value."""
    found: ast.AST | None = None
    for node in ast.parse(as_python(source)).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found = node if node.name == name else found
        elif any(isinstance(n, ast.Name) and n.id == name and _stores(n) for n in ast.walk(node)):
            found = node
    return found


def _stores(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _compiled(
    source: str, node: ast.FunctionDef | ast.AsyncFunctionDef, number: int
) -> types.FunctionType:
    """A function object with the code of `node`, whose lines `inspect` finds."""
    text = as_python(source)
    filename = f"<cell {number}>"
    lines = text.splitlines(keepends=True)
    linecache.cache[filename] = (len(text), None, lines, filename)
    module = compile(ast.Module([node], []), filename, "exec")
    codes = [one for one in module.co_consts if isinstance(one, types.CodeType)]
    code = next(one for one in codes if one.co_name == node.name)
    closure = tuple(types.CellType() for _ in code.co_freevars)
    return types.FunctionType(code, {}, node.name, None, closure or None)
