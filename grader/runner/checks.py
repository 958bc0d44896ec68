"""How many of a test's checks have run.

A test that raises nothing is a pass for nbgrader, also when it came to none of its assertions: all
of them under an `if` that does not hold, or in a loop over nothing. So each place where a test
checks something notes that it was reached. As many as with the instructor's own answer must be
reached with a learner's. Places count, not how often they are passed: another right answer may
need fewer rounds of a loop.

A check is an assertion, an `if` that can raise, or a call whose name says that it asserts. Any
other call that is a statement of its own, printing apart, is noted as a thing that the test does.
"""

from __future__ import annotations

import ast
import copy
import functools
import hashlib
import re
from collections.abc import Callable

NOTE = "@check"
"""The name under which a test's code finds `Checks.note`; no notebook can use it."""
_ASSERTS = re.compile(r"_*(assert|raises|warns|deprecated_call|fail|verify|expect|check)|(eq|ok)_$")
_SHOWS = frozenset({"print", "display", "show", "pprint"})


class Checks:
    """The checks that one test cell has reached.

    Parameters
    ----------
    expected
        How many the instructor's own answer reaches; 0 if that is not known.
    """

    def __init__(self, expected: int = 0) -> None:
        self._expected = expected
        self.reached: set[str] = set()

    def note(self, check: str, value: object = None) -> object:
        """The check was reached: its `value` as it is."""
        self.reached.add(check)
        return value

    @property
    def count(self) -> int:
        """How many checks were reached."""
        return sum(not check.startswith(_DEED) for check in self.reached)

    @property
    def does_nothing(self) -> bool:
        """Whether the test has neither checked nor called anything."""
        return not self.reached

    def shortfall(self) -> str:
        """Why a test that raised nothing is no pass; "" if it is one."""
        return _SHORTFALL if self.count < self._expected else ""


_DEED = "deed "
_SHORTFALL = (
    "nothing was raised, but with your answer the test did not come to all of the checks that it "
    "makes: a loop had nothing to go over, or a condition did not hold"
)


class _Noting(ast.NodeTransformer):
    """Puts a note around each check of a piece of source."""

    def __init__(self, source: str) -> None:
        self._prefix = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:12]
        self._made = 0

    def _noted(self, value: ast.expr, kind: str = "") -> ast.expr:
        self._made += 1
        check = ast.Constant(f"{kind}{self._prefix}.{self._made}")
        call = ast.Call(ast.Name(NOTE, ast.Load()), [check, value], [])
        return ast.copy_location(call, value)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        raising = any(_raises(statement) for statement in [*node.body, *node.orelse])
        self.generic_visit(node)
        if raising:
            node.test = self._noted(node.test)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return self._deed(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        return self._deed(node)

    def _deed(self, node: ast.Expr | ast.Assign) -> ast.AST:
        call = isinstance(node.value, ast.Call) and _name(node.value) not in _SHOWS
        self.generic_visit(node)
        if call and not _is_note(node.value):
            note = self._noted(ast.copy_location(ast.Constant(None), node.value), _DEED)
            pair = ast.Tuple([note, node.value], ast.Load())  # noted even if the call then raises
            node.value = ast.Subscript(pair, ast.Constant(1), ast.Load())
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return self._noted(node) if _ASSERTS.match(_name(node)) else node


def _name(call: ast.Call) -> str:
    function = call.func
    name = getattr(function, "attr", getattr(function, "id", ""))
    return str(name).lower()


def _is_note(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _name(value) == NOTE


def _raises(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    if isinstance(statement, ast.Raise):
        return True
    return any(_raises(s) for s in ast.iter_child_nodes(statement) if isinstance(s, ast.stmt))


def noting(source: str, nodes: list[ast.stmt]) -> list[ast.stmt]:
    """`nodes`, statements of `source`, so that they note which checks they reach."""
    transformer = _Noting(source)
    return [ast.fix_missing_locations(transformer.visit(copy.deepcopy(node))) for node in nodes]


@functools.cache
def noting_alone(node: ast.stmt) -> ast.stmt:
    """A helper of the instructor's, so that tests that call it note its checks."""
    return noting(ast.unparse(node), [node])[0]


def noted_by(note: Callable[..., object], names: dict[str, object]) -> None:
    """Let code that runs in `names` note its checks with `note`."""
    dict.__setitem__(names, NOTE, note)
