"""What the instructor's imports bind, each name by a statement of its own.

A star import binds whatever the module offers, so the module is imported to see it: a name that
came by a star is as much the instructor's as one that stands in the notebook.
"""

from __future__ import annotations

import ast
import functools
import importlib
from collections.abc import Container, Iterator

from grader.cells.source import bound_by, walk_scope

_PYLAB = "from numpy import *\nfrom matplotlib.pyplot import *\nimport numpy as np\n" + (
    "import matplotlib\nfrom matplotlib import pyplot as plt\nfrom matplotlib import pyplot"
)


def imports_of(tree: ast.Module, learner_packages: Container[str]) -> dict[str, ast.stmt]:
    """Names that the imports of a cell bind, and for each the import of that name alone.

    Names from packages that belong to the learner's side are not the instructor's.
    """
    found: dict[str, ast.stmt] = {}
    for node in _imports(tree):
        for alias in node.names:
            module = node.module if isinstance(node, ast.ImportFrom) else alias.name
            relative = isinstance(node, ast.ImportFrom) and node.level
            if relative or not module or module.partition(".")[0] in learner_packages:
                continue
            if isinstance(node, ast.Import):
                found[bound_by(alias)] = ast.Import([alias])
            elif alias.name == "*":
                found |= {name: _one(module, ast.alias(name)) for name in offered(module)}
            else:
                found[bound_by(alias)] = _one(module, alias)
    return found


def _one(module: str, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(module, [alias], 0)


def _imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that running a cell may come to, under `if` and `try` too."""
    for node in walk_scope(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif _is_pylab(node):
            yield from _imports(ast.parse(_PYLAB))


def _is_pylab(node: ast.AST) -> bool:
    """Whether `node` is what `%pylab` stands for: IPython's own star imports."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "run_line_magic"
        and [ast.unparse(argument) for argument in node.args[:1]] == ["'pylab'"]
    )


@functools.cache
def offered(module: str) -> frozenset[str]:
    """The names that ``from module import *`` binds; none if the module cannot be imported."""
    try:
        found = importlib.import_module(module)
    except Exception:
        return frozenset()
    names = getattr(found, "__all__", None)
    if names is None:
        names = [name for name in vars(found) if not name.startswith("_")]
    return frozenset(map(str, names))
