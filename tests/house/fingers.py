"""Where our code reaches into other libraries: their private names, and what it replaces in them.

A finger is found in the source, by its shape: a private name of something that is not ours, an
attribute of an imported module or class that is given a value, a function put in place of an
attribute of somebody else's object, an entry of `sys.modules`. Names that a class of ours overrides
though a library's class keeps them for itself are found by importing it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.house.tree import ROOT, files

ROOMS = ("authoring", "course", "exam", "grader", "launch", "website")
PRIVATE = re.compile(r"_[A-Za-z]\w*[A-Za-z0-9]")  # neither ``__this__`` nor ``_this_``
PUBLIC = {
    "sys._getframe": "documented, and CPython's only way to a caller",
    "os._exit": "documented, for the end of a fork",
    "_fields": "a named tuple's, documented",
    "sys.stdin": "documented: whoever runs a program for another may set these",
    "sys.stdout": "the same",
    "sys.stderr": "the same",
    "tempfile.tempdir": "documented",
}
"""What is documented, though it looks private or like a patch."""
OWN_DATA = {"c"}
"""What `nbgrader_config.py` hands over: its attributes are settings."""

Finger = tuple[str, str]
"""A file, and what it reaches for."""


def sources() -> dict[str, ast.Module]:
    """Return every file of the rooms, parsed."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"))
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS
    }


def fingers() -> set[Finger]:
    """Return every finger of the rooms."""
    trees = sources()
    ours = {name for tree in trees.values() for name in _attributes(tree)}
    found = {(file, finger) for file, tree in trees.items() for finger in found_in(tree, ours)}
    return found | {(file, name) for file in trees for name in _overridden(file)}


def _attributes(tree: ast.Module) -> Iterator[str]:
    """Yield names of attributes that our classes give themselves or their instances."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            if "Protocol" in map(ast.unparse, node.bases):
                continue  # it says what another's object has
            for child in node.body:
                if isinstance(child, ast.FunctionDef | ast.ClassDef):
                    yield child.name
                elif isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
                    yield child.target.id
                elif isinstance(child, ast.Assign):
                    yield from (x.id for x in child.targets if isinstance(x, ast.Name))
                    yield from _slots(child)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from [node.attr] if ast.unparse(node.value) in ("self", "cls") else []


def _slots(node: ast.Assign) -> Iterator[str]:
    if ast.unparse(node.targets[0]) == "__slots__":
        yield from ast.literal_eval(node.value)


def found_in(tree: ast.Module, ours: set[str]) -> Iterator[str]:
    """Yield what a file reaches for; `ours` are names of attributes that are no finger."""
    foreign, callables = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not _is_ours(node.module):
            for alias in node.names:
                path = f"{node.module}.{alias.name}"
                if any(PRIVATE.fullmatch(part) for part in path.split(".")):
                    yield path
        elif isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr):
            yield from _private(node, node.attr, foreign, ours)
        elif _calls(node, "getattr", "hasattr", "setattr", "delattr") and len(node.args) > 1:
            yield from _by_name(node, foreign, ours)
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
            yield from _replaced(node, foreign, callables, ours)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sys.modules.setdefault":
            yield f"sys.modules[{ast.unparse(node.args[0])}]"


def _names(tree: ast.Module) -> tuple[dict[str, str], set[str]]:
    """Names of others' modules and classes with their full names; names of our callables."""
    foreign: dict[str, str] = {}
    callables: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if not _is_ours(alias.name):
                    bound = alias.asname or alias.name.split(".")[0]
                    foreign[bound] = alias.name if alias.asname else bound
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if _is_ours(node.module):
                    callables.add(alias.asname or alias.name)
                else:
                    foreign[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            callables.add(node.name)
    return foreign, callables


def _is_ours(module: str) -> bool:
    return module.split(".")[0] in ROOMS


def _written(node: ast.expr, foreign: dict[str, str]) -> str:
    """An expression with the full name of what it begins with."""
    text = ast.unparse(node)
    root = text.split(".")[0]
    return foreign.get(root, root) + text.removeprefix(root)


def _private(
    node: ast.Attribute, name: str, foreign: dict[str, str], ours: set[str]
) -> Iterator[str]:
    of_its_own = ast.unparse(node.value) in ("self", "cls", "super()")
    written = _written(node, foreign)
    if not of_its_own and name not in ours and not {written, name} & PUBLIC.keys():
        yield written


def _calls(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in names


def _by_name(node: Any, foreign: dict[str, str], ours: set[str]) -> Iterator[str]:
    """``getattr(x, "_name")``, and ``setattr`` on a library's module, class or part."""
    target, name = node.args[:2]
    changes = node.func.id in ("setattr", "delattr")
    text = name.value if isinstance(name, ast.Constant) else "*"
    attribute = ast.Attribute(target, text, ast.Load())
    if changes and _root(target) in foreign:
        yield _written(attribute, foreign)
    elif PRIVATE.fullmatch(str(text)):
        yield from _private(attribute, str(text), foreign, ours)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _replaced(
    node: Any, foreign: dict[str, str], callables: set[str], ours: set[str]
) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target]
    flat = [
        part
        for target in targets
        for part in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    for target in flat:
        text = ast.unparse(target)
        if text.startswith("sys.modules["):
            yield text
        elif isinstance(target, ast.Attribute) and _root(target) not in OWN_DATA:
            plain = isinstance(target.value, ast.Name) and target.value.id in ("self", "cls")
            kept = getattr(node, "value", None)
            put = kept is not None and _is_callable(kept, callables)
            imported = _root(target) in foreign and _written(target, foreign) not in PUBLIC
            if imported or (put and not plain and target.attr not in ours):
                yield _written(target, foreign)


def _is_callable(value: ast.expr, callables: set[str]) -> bool:
    """Whether a value looks like a function, a method, a class or an object of a class of ours."""
    if isinstance(value, ast.Tuple):
        return any(_is_callable(each, callables) for each in value.elts)
    if isinstance(value, ast.Call):
        called = ast.unparse(value.func)
        makes = called.startswith(("functools.", "types.MethodType"))
        return makes or (called in callables and called[:1].isupper())
    method = isinstance(value, ast.Attribute) and ast.unparse(value).count(".") > 1
    named = isinstance(value, ast.Name) and value.id in callables
    return isinstance(value, ast.Lambda) or method or named


def _overridden(file: str) -> Iterator[str]:
    """Private names of libraries' classes that classes of a file define or use as their own."""
    if Path(file).name in ("__main__.py", "nbgrader_config.py"):
        return  # neither has a class
    module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
    for kind in vars(module).values():
        if isinstance(kind, type) and kind.__module__ == module.__name__:
            bases = [base for base in kind.__mro__[1:] if not _is_ours(base.__module__)]
            names = _of_itself(kind, module)
            for base in bases:
                if base.__module__ not in ("builtins", "typing", "enum", "threading", "ast"):
                    for name in sorted(names & vars(base).keys()):
                        yield f"{base.__module__}.{base.__qualname__}.{name}"
                        names.discard(name)


def _of_itself(kind: type, module: ModuleType) -> set[str]:
    """Private names that a class defines, or asks itself for."""
    tree = ast.parse(inspect.getsource(module))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
            for part in ast.walk(node):
                if isinstance(part, ast.Attribute) and ast.unparse(part.value) in (
                    *("self", "cls", "super()"),
                ):
                    found.add(part.attr)
            found |= {child.name for child in node.body if isinstance(child, ast.FunctionDef)}
    return {name for name in found if PRIVATE.fullmatch(name)}
