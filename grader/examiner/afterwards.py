"""Hidden parts of tests that run when the notebook has been shown to its end.

A learner's function sees the inputs of hidden tests and could keep them for a later cell to print.
So no hidden statement runs before everything that is shown has been collected. Nearly always
that gives the very marks that running each test at its place would give. Where it might not,
because a name has changed since or a test left something behind, this is noticed, and the
notebook runs once more with every test at its place.
"""

from __future__ import annotations

import ast
import contextlib
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .cell_source import bound_by, bound_names
from .learner import Learner
from .learner_names import OutOfPlace
from .names import NamesState, TestNames
from .proxies import Proxy
from .test_cell import TestCell
from .worker_objects import Objects
from .worker_outputs import Record

_ABSENT = object()


def can_wait(cells: Iterable[dict[str, Any]]) -> bool:
    """Whether the hidden parts of a notebook's tests may be tried at its end.

    Not if a visible statement stands behind a hidden one, or uses a name that an earlier hidden
    part gave a value.
    """
    bound: set[str] = set()
    for cell in cells:
        if cell["role"] != "test":
            continue
        used, given = uses(cell["source"], frozenset(cell["hidden"]))
        if given is None or used & bound:
            return False
        bound |= given
    return True


@functools.cache
def uses(source: str, hidden: frozenset[int]) -> tuple[set[str], set[str] | None]:
    """Names that a test's visible part uses, and names that its hidden part binds.

    None for these if the parts are mixed or cannot be told apart.
    """
    try:
        visible, later = _split(TestCell(source, hidden, 0.0))
    except (SyntaxError, ValueError, RecursionError):
        return set(), None
    return _identifiers(visible), None if later is None else _bound_in(later)


@functools.cache
def used_later(source: str, hidden: frozenset[int]) -> set[str]:
    """Names that a test's hidden part uses."""
    test = TestCell(source, hidden, 0.0)
    return _identifiers(test.body[test.first_hidden :])


def _split(test: TestCell) -> tuple[list[ast.stmt], list[ast.stmt] | None]:
    """The visible statements, then the hidden ones; None for these if they are mixed."""
    body, first = test.body, test.first_hidden
    visible, hidden = body[:first], body[first:]
    lines = {line for node in visible for line in range(_begin(node), (node.end_lineno or 0) + 1)}
    mixed = lines & test.hidden or not all(map(test.is_hidden, hidden))
    return visible, None if mixed else hidden


def _begin(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _identifiers(nodes: list[ast.stmt]) -> set[str]:
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def _bound_in(nodes: list[ast.stmt]) -> set[str]:
    """Names that statements bind, but for modules, which are the same wherever they come from."""
    imports = [node for node in nodes if isinstance(node, ast.Import)]
    modules = {bound_by(alias) for node in imports for alias in node.names}
    return bound_names(ast.Module(nodes, [])) - modules


@dataclass(frozen=True)
class Waiting:
    """A test whose visible part has run.

    Attributes
    ----------
    cell
        The number of its cell.
    state, loans
        The names, and what was lent, when its hidden part's turn would have been.
    """

    cell: int
    test: TestCell
    state: NamesState
    loans: Objects


class Afterwards:
    """Runs visible parts at their place and hidden parts at the end.

    Attributes
    ----------
    possible
        Whether nothing has come up that asks for each test at its place.
    """

    def __init__(self, names: TestNames, learner: Learner, record: Record) -> None:
        self.names, self.learner, self.record = names, learner, record
        self.possible = True
        self._waiting: list[Waiting] = []

    def begin(self, test: TestCell, cell: int) -> list[dict[str, Any]]:
        """The outputs of a test's visible part; its hidden part waits, if there is one."""
        if test.first_hidden == len(test.body):
            return test.run(self.names, self.record)
        outputs, verdict = test.begin(self.names, self.record)
        if verdict:  # the hidden part has no turn any more
            self.possible &= not isinstance(test.error, NameError)
        else:
            self._wait(test, cell)
        self.names.give_back()
        return outputs + verdict

    def _wait(self, test: TestCell, cell: int) -> None:
        state = self.names.state()
        used = used_later(test.source, test.hidden)
        if any(isinstance(state.own.get(name), Proxy) for name in used):
            self.possible = False  # what has become of that object, nobody can tell
        if self.possible:
            with contextlib.suppress(Exception):
                self.learner.ask("note_place")
                self._waiting.append(Waiting(cell, test, state, self.learner.loans))
                return
        self.possible = False

    def finish(self) -> dict[int, list[dict[str, Any]]] | None:
        """Outputs of the hidden parts by their cells; None if the tests need their place."""
        if not self.possible or self.learner.gone:
            return None
        found: dict[int, list[dict[str, Any]]] = {}
        carried: dict[str, tuple[Any, Any]] = {}
        for number, one in enumerate(self._waiting):
            last = number == len(self._waiting) - 1
            try:
                self._enter(number, one, carried)
                found[one.cell] = one.test.finish(self.names, self.record)
                self._leave(one, carried, last)
            except (OutOfPlace, Exception):
                return None
            finally:
                self.learner.forget_loans()
        return found

    def _enter(self, number: int, one: Waiting, carried: dict[str, tuple[Any, Any]]) -> None:
        """Let things stand as at a test's place, with what earlier hidden parts have bound."""
        if not self.learner.gone and self.learner.ask("go_to_place", number) is not True:
            raise OutOfPlace
        self.names.restore(one.state)
        for name, (before, value) in carried.items():
            if self.names.get(name, _ABSENT) is before and not self.names.is_learners(name):
                dict.__setitem__(self.names, name, value)
        self.learner.lend_again(one.loans)

    def _leave(self, one: Waiting, carried: dict[str, tuple[Any, Any]], last: bool) -> None:
        """Make sure that the cells after this test would not have met what it left behind."""
        if self.learner.out_of_place:
            raise OutOfPlace
        if not (last or self.learner.gone) and self.learner.ask("left_as_found") is not True:
            raise OutOfPlace
        for name, value in self.names.state().own.items():
            before = one.state.own.get(name, _ABSENT)
            if value is not before:
                carried[name] = carried[name][0] if name in carried else before, value
