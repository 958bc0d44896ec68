"""Patterns of tests that do not cross the line, and what to write instead.

The same list stands in `docs/crossing.md`; `tests/courses/` tries every row.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.cells.source import as_python, parse


@dataclass(frozen=True)
class Pattern:
    """One pattern.

    Attributes
    ----------
    name
        What is written in the test.
    words
        Identifiers, or parts of dotted names in text, by which it is known.
    instead
        What to write.
    """

    name: str
    words: str
    instead: str


PATTERNS = [
    Pattern(
        "`is` between parts of results", "is", "compare values, or change one and look at the other"
    ),
    Pattern("`id`", "id", "compare values, or change one and look at the other"),
    Pattern(
        "memory that two arrays share",
        "shares_memory may_share_memory base",
        "change the result and look at the argument",
    ),
    Pattern(
        "tracing or differentiating the learner's function",
        "jit grad vmap jacobian autograd elementwise_grad value_and_grad",
        "call it with arrays and compare numbers, or compare with finite differences",
    ),
    Pattern(
        "the source of the learner's class",
        "getsource getsourcelines getfile getmodule",
        "look at its methods, or at the source of a function",
    ),
    Pattern("closures of the learner's function", "__closure__", "test what the function does"),
    Pattern("pickles of the learner's objects", "pickle", "compare their attributes"),
    Pattern(
        "a patched `sys.modules`",
        "modules",
        "patch the functions that are forbidden, or look at `inspect.getsource(f)`",
    ),
    Pattern(
        "a patched attribute of a library's class",
        "patch setattr",
        "patch a function of a module, or look at `inspect.getsource(f)`",
    ),
    Pattern(
        "pyplot's current figure",
        "gca gcf get_fignums",
        "let the answer return its axes: `ax = f()`, then `ax.get_title()`, `ax.lines`",
    ),
    Pattern(
        "a figure or axes of the test's as an argument",
        "subplots figure axes add_subplot",
        "let the answer make and return its axes: `ax = f()`, then `ax.get_title()`, `ax.lines`",
    ),
    Pattern(
        "sympy's expressions",
        "sympy simplify symbols Eq expand lambdify",
        "compare `str(f())`, or let the answer return numbers",
    ),
    Pattern(
        "scikit-learn's classes",
        "sklearn",
        "call the methods of what the answer returns, `model.predict(X)`, and compare its numbers; "
        "compare `type(model).__name__` in place of `isinstance`",
    ),
    Pattern(
        "pandas' objects",
        "pandas pd assert_frame_equal assert_series_equal",
        "compare `table.to_dict('list')` or `table['a'].tolist()`, which the answer returns",
    ),
    Pattern(
        "torch's tensors and modules",
        "torch",
        "let the answer return arrays: `tensor.detach().numpy()`",
    ),
    Pattern(
        "fields of the learner's dataclass",
        "fields asdict astuple replace",
        "`inspect.signature(P).parameters`, or attributes of an instance",
    ),
    Pattern(
        "a list of all global names",
        "dir vars locals globals",
        "look a name up: `'f' in globals()`",
    ),
    Pattern(
        "magics and shell commands in a test",
        "get_ipython run_line_magic run_cell_magic system getoutput",
        "plain Python: `time.perf_counter()` for `%timeit`, `open` for `!cat`",
    ),
    Pattern("`await` outside a function", "await", "`asyncio.run(f())`"),
    Pattern("threads and processes", "Thread Process Pool", "call the answer's function itself"),
    Pattern("another working folder", "chdir", "give the answer's function a path"),
    Pattern(
        "`super()` in a test's subclass of the learner's class",
        "super",
        "call the method by its class: `Base.method(self)`",
    ),
    Pattern(
        "a mock of the learner's class",
        "create_autospec autospec PropertyMock",
        "rebind the name: `kept, f = f, replacement`",
    ),
]


def found_in(source: str) -> list[Pattern]:
    """The patterns that a test cell may be using."""
    words = set(_words(parse(source)))
    if "await" in as_python(source):
        words.add("await")
    return [pattern for pattern in PATTERNS if words.intersection(pattern.words.split())]


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Compare) and _is_of_identity(node):
            yield "is"


def _is_of_identity(node: ast.Compare) -> bool:
    """Whether a comparison is by `is`, with something else than None, True and the like."""
    pairs = zip(node.ops, node.comparators, strict=True)
    return any(
        isinstance(op, ast.Is | ast.IsNot) and not isinstance(right, ast.Constant)
        for op, right in pairs
    )
