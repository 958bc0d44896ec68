"""The names a test cell sees: the test's own, Python's, the instructor's, then the learner's.

Who owns a name is read from the instructor's notebook, never from the submission: a name that
an answer cell binds is the learner's; one that the instructor imports or defines is not.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import functools
import importlib
from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from grader.cells.imports import imports_of
from grader.cells.source import (
    bound_names,
    global_names_read,
    is_constant,
    parse,
    run_statement,
    walk_scope,
)
from grader.proxies.learner import Learner
from grader.proxies.proxy import DIRECT, CannotCross, Proxy, mark_made
from grader.runner.checks import noted_by, noting_alone

TEST_MODULE = "__main__"
_OWNERS = ("_imports", "_answer_imports", "_learners", "_classes", "_read_by_answers")
_SCALARS = (bool, int, float, complex, str, bytes, type(None))
_WELL_KNOWN = {"np": "numpy", "plt": "matplotlib.pyplot", "pd": "pandas", "sp": "scipy"}


@functools.cache
def definitions(source: str, locked: bool) -> tuple[ast.stmt, ...]:
    """The functions that a cell of the instructor's defines, and a locked one's constants."""
    nodes = [node for node in walk_scope(parse(source)) if isinstance(node, ast.stmt)]
    return tuple(n for n in nodes if isinstance(n, ast.FunctionDef) or (locked and is_constant(n)))


class NamesState(NamedTuple):
    """What the names were at one moment: the test's own, and who owns which."""

    own: dict[str, object]
    sets: tuple[object, ...]


class TestNamespace(dict[str, object]):
    """The global names of a notebook's test cells: what `globals()` gives in one.

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
        self._read_by_answers: set[str] = set()
        self.borrowed: set[str] = set()
        self._copies: set[str] = set()
        learner.after_code = self.forget_copies
        noted_by(lambda check, value: value, self)

    def pass_answer(self, source: str) -> None:
        """The instructor's answer cell `source`: what it binds is the learner's from here on."""
        tree = parse(source)
        self._note_classes(tree)
        self._read_by_answers |= global_names_read(source)
        imports = imports_of(tree, self._packages)
        self._answer_imports |= imports
        for name in bound_names(tree) | set(imports):
            self.pop(name, None)
            self._learners.add(name)

    def pass_instructor(self, source: str, locked: bool) -> None:
        """Another of the instructor's cells: its imports and functions are the examiner's own."""
        tree = parse(source)
        self._note_classes(tree)
        imports = imports_of(tree, self._packages)
        self._imports |= imports
        self._learners -= set(imports)
        for name in imports:
            super().pop(name, None)
        for node in definitions(source, locked):
            self._define(node)

    def _note_classes(self, tree: ast.Module) -> None:
        found = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        others = bound_names(tree) - found
        self._classes = (self._classes | found) - others
        self.learner.class_names = (self.learner.class_names | found) - others

    def _define(self, node: ast.stmt) -> None:
        with contextlib.suppress(Exception):
            run_statement(noting_alone(node), self)
            self._learners -= bound_names(ast.Module([node], []))

    def __missing__(self, name: str) -> object:
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
        if not isinstance(value, Proxy):
            self._copies.add(name)
        return value

    def forget_copies(self) -> None:
        """The learner's code has run: plain data that was read before may have changed."""
        for name in self._copies:
            self.pop(name, None)
        self._copies.clear()

    def __setitem__(self, name: str, value: object) -> None:
        """A test binds a name; if it is the learner's, so it is on the learner's side.

        Only a name that the instructor's answer cells bind or read is handed over, or the
        learner's own object put back: a submission cannot make a test's secret appear among its
        names.
        """
        super().__setitem__(name, value)
        shared = name in self._learners or name in self._read_by_answers
        if shared or (name in self.borrowed and isinstance(value, Proxy)):
            self.borrowed.add(name)
            self._copies.discard(name)
            with contextlib.suppress(CannotCross):  # a module, say: it is the test's alone
                self.learner.ask("bind", name, value)
                if isinstance(value, _SCALARS):
                    self._copies.add(name)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        if name in self._learners or name in self.borrowed:
            self.borrowed.add(name)
            self.learner.ask("unbind", name)

    def __contains__(self, name: object) -> bool:
        """Whether the notebook has a global name, for ``"f" in globals()``."""
        if super().__contains__(name) or name in self._imports:
            return True
        return isinstance(name, str) and name in self.learner.names

    def get(self, name: str, default: object = None) -> object:
        """The value of a global name of the notebook."""
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> NoReturn:
        """Refused: what is listed would be the test's own names only."""
        raise CannotCross("global names can be looked up one by one, not listed")

    __iter__ = values = items = keys

    def _ask(self, name: str) -> object:
        value = self.learner.names[name]
        if not isinstance(value, Proxy):
            return value
        self.learner.written.called(value._number, name)
        if value._about["kind"] == "module":
            return self._own_module(name)
        if name in self._classes:  # or a function that makes instances
            mark_made(value, DIRECT)
        elif value._about["kind"] == "class":
            raise CannotCross(f"`{name}` is a class; the assignment asks for no class of that name")
        return value

    def _own_module(self, name: str) -> object:
        """What the instructor calls `name`, where the learner has a module of that name.

        Which module it is, only the instructor may say: importing some has consequences, and a
        test would call the functions of others as if they were a learner's object's.
        """
        if name in self._answer_imports:
            found: dict[str, object] = {}
            with contextlib.suppress(ImportError):
                run_statement(self._answer_imports[name], found)
                return found[name]
        if name in _WELL_KNOWN:
            return importlib.import_module(_WELL_KNOWN[name])
        raise KeyError(name)

    def state(self) -> NamesState:
        """How things stand, without what was read from the learner's side."""
        own = {name: value for name, value in super().items() if name not in self.borrowed}
        sets = tuple(copy.copy(getattr(self, each)) for each in _OWNERS)
        return NamesState(own, sets)

    def restore(self, state: NamesState) -> None:
        """Let things stand as they did; functions that tests defined see it too."""
        self.clear()
        self.update(state.own)  # the dict's own, which binds nothing on the learner's side
        self.borrowed.clear()
        self._copies.clear()
        for each, value in zip(_OWNERS, state.sets, strict=True):
            setattr(self, each, copy.copy(value))
        self.learner.class_names = set(self._classes)

    def is_learners(self, name: str) -> bool:
        """Whether an answer cell binds `name`."""
        return name in self._learners

    def give_back(self) -> None:
        """Forget what was read from the learner's side; the next test cell reads it anew."""
        for name in self.borrowed:
            self.pop(name, None)
        self.borrowed.clear()
        self._copies.clear()
