"""The names a test cell sees: the test's own, Python's, the instructor's, then the learner's.

Who owns a name is read from the instructor's notebook, never from the submission: a name that
an answer cell binds is the learner's; one that the instructor imports or defines is not.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import importlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from .cell_source import bound_by, bound_names, is_constant, parse, run_statement
from .learner import Learner
from .proxies import DIRECT, CannotCross, Proxy, mark_made

TEST_MODULE = "__test_cell__"
_WELL_KNOWN = {"np": "numpy", "plt": "matplotlib.pyplot", "pd": "pandas", "sp": "scipy"}


class NamesState(NamedTuple):
    """What the names were at one moment: the test's own, and who owns which."""

    own: dict[str, Any]
    sets: tuple[Any, ...]


class TestNames(dict[str, Any]):
    """The global names of a notebook's test cells.

    Parameters
    ----------
    learner
        The line to the learner's side.
    learner_packages
        Packages that belong to the learner's side: a name imported from them is asked there.
    """

    def __init__(self, learner: Learner, learner_packages: Iterable[str]) -> None:
        super().__init__(__name__=TEST_MODULE, __builtins__=builtins)
        self.learner = learner
        self._packages = frozenset(learner_packages)
        self._imports: dict[str, ast.stmt] = {}
        self._answer_imports: dict[str, ast.stmt] = {}
        self._learners: set[str] = set()
        self._classes: set[str] = set()
        self.borrowed: set[str] = set()

    def pass_answer(self, source: str) -> None:
        """The instructor's answer cell `source`: what it binds is the learner's from here on."""
        tree = parse(source)
        self._note_classes(tree)
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                self._answer_imports |= self._own_imports(node)
        for name in bound_names(tree):
            self.pop(name, None)
            self._learners.add(name)

    def pass_instructor(self, source: str, locked: bool) -> None:
        """Another of the instructor's cells: its imports and functions are the examiner's own."""
        tree = parse(source)
        self._note_classes(tree)
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                found = self._own_imports(node)
                self._imports |= found
                self._learners -= set(found)
            elif isinstance(node, ast.FunctionDef) or (locked and is_constant(node)):
                self._define(node)

    def _note_classes(self, tree: ast.Module) -> None:
        found = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        self._classes |= found
        self.learner.class_names |= found

    def _own_imports(self, node: ast.Import | ast.ImportFrom) -> dict[str, ast.stmt]:
        """What an import of the instructor's binds, each by a statement of its own."""
        found: dict[str, ast.stmt] = {}
        for alias in node.names:
            module = node.module if isinstance(node, ast.ImportFrom) else alias.name
            relative = isinstance(node, ast.ImportFrom) and node.level
            if relative or alias.name == "*" or not module:
                continue
            if module.partition(".")[0] not in self._packages:
                found[bound_by(alias)] = (
                    ast.Import([alias])
                    if isinstance(node, ast.Import)
                    else ast.ImportFrom(node.module, [alias], 0)
                )
        return found

    def _define(self, node: ast.stmt) -> None:
        with contextlib.suppress(Exception):
            run_statement(node, self)
            self._learners -= bound_names(ast.Module([node], []))

    def __missing__(self, name: str) -> Any:
        if name not in self._learners:
            if name in self._imports:
                with contextlib.suppress(ImportError):
                    run_statement(self._imports[name], self)
                    return self[name]
            if hasattr(builtins, name):
                raise KeyError(name)
        value = self._ask(name)
        super().__setitem__(name, value)
        self.borrowed.add(name)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        """A test binds a name; if it is the learner's, so it is on the learner's side.

        Only a name that the instructor's answer cells bind is handed over, or the learner's own
        object put back: a submission cannot make a test's secret appear among its names.
        """
        super().__setitem__(name, value)
        if name in self._learners or (name in self.borrowed and isinstance(value, Proxy)):
            self.borrowed.add(name)
            with contextlib.suppress(CannotCross):  # a module, say: it is the test's alone
                self.learner.ask("bind", name, value)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        if name in self._learners or name in self.borrowed:
            self.borrowed.add(name)
            self.learner.ask("unbind", name)

    def _ask(self, name: str) -> Any:
        value = self.learner.names[name]
        if not isinstance(value, Proxy):
            return value
        if value._about["kind"] == "module":
            return self._own_module(name)
        if name in self._classes:  # or a function that makes instances
            mark_made(value, DIRECT)
        elif value._about["kind"] == "class":
            raise CannotCross(f"`{name}` is a class; the assignment asks for no class of that name")
        return value

    def _own_module(self, name: str) -> Any:
        """What the instructor calls `name`, where the learner has a module of that name.

        Which module it is, only the instructor may say: importing some has consequences, and a
        test would call the functions of others as if they were a learner's object's.
        """
        if name in self._answer_imports:
            found: dict[str, Any] = {}
            with contextlib.suppress(ImportError):
                run_statement(self._answer_imports[name], found)
                return found[name]
        if name in _WELL_KNOWN:
            return importlib.import_module(_WELL_KNOWN[name])
        raise KeyError(name)

    def state(self) -> NamesState:
        """How things stand, without what was read from the learner's side."""
        own = {name: value for name, value in self.items() if name not in self.borrowed}
        sets = self._imports, self._answer_imports, self._learners, self._classes
        return NamesState(own, tuple(copy.copy(each) for each in sets))

    def restore(self, state: NamesState) -> None:
        """Let things stand as they did; functions that tests defined see it too."""
        self.clear()
        self.update(state.own)  # the dict's own, which binds nothing on the learner's side
        self.borrowed.clear()
        sets = (copy.copy(each) for each in state.sets)
        self._imports, self._answer_imports, self._learners, self._classes = sets
        self.learner.class_names = set(self._classes)

    def is_learners(self, name: str) -> bool:
        """Whether an answer cell binds `name`."""
        return name in self._learners

    def give_back(self) -> None:
        """Forget what was read from the learner's side; the next test cell reads it anew."""
        for name in self.borrowed:
            self.pop(name, None)
        self.borrowed.clear()
