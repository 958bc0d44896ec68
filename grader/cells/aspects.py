"""Which things of a process the instructor's cells mention, read from their words."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from grader.cells.source import bound_by, parse

_WARNINGS = {"warnings", "warns", "assert_warns", "assert_no_warnings", "deprecated_call"}
_STREAMS = {"stdout", "stderr", "stdin", "redirect_stdout", "redirect_stderr", "capture_output"}
_SEEDS = {"seed", "setstate", "set_state", "getstate", "get_state"}
_PATCHES = {"patch", "setattr", "delattr"}
_PATCH_METHODS = {*_PATCHES, "object", "multiple"}
_FILES = {
    *("open", "Path", "exists", "isfile", "isdir", "listdir", "unlink", "mkdir", "writelines"),
    *("savetxt", "loadtxt", "genfromtxt", "fromfile", "tofile", "read_csv", "to_csv", "read_text"),
    *("write_text", "TemporaryDirectory", "NamedTemporaryFile", "mkdtemp", "mkstemp", "imread"),
    *("read_json", "to_json", "read_excel", "savez", "makedirs", "rmtree", "write_bytes"),
}  # fmt: skip


@dataclass(frozen=True)
class Aspects:
    """What of a process has to be the same on both sides of the line.

    Attributes
    ----------
    patched
        Names of attributes that a cell sets, on whatever object.
    file_names
        Names of files that cells mention: the only ones that come from the learner's side.
    """

    patched: frozenset[str] = frozenset()
    file_names: frozenset[str] = frozenset()
    errstate: bool = False
    warnings: bool = False
    streams: bool = False
    random: bool = False
    recursion: bool = False
    environ: bool = False
    files: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to mirror."""
        return bool(self.patched) or self.errstate or self.recursion or self.environ or self.back

    @property
    def goes_back(self) -> bool:
        """Whether the learner's code can change something that a test then looks at."""
        return self.warnings or self.streams or self.random

    @property
    def back(self) -> bool:
        """Whether anything comes back, files included."""
        return self.goes_back or self.files


@functools.cache
def aspects_of(
    tests: tuple[str, ...], others: tuple[str, ...], answers: tuple[str, ...] = ()
) -> Aspects:
    """What the test cells and the instructor's other cells mention; answers only name files."""
    words = {word for source in (*tests, *others) for word in _words(source)}
    files = bool(words & _FILES)
    named = (*tests, *others, *answers) if files else ()
    imported = {
        bound_by(alias)
        for source in (*tests, *others)
        for node in ast.walk(parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return Aspects(
        patched=frozenset(name for source in tests for name in _patched(source, imported)),
        file_names=frozenset(
            text.rpartition("/")[2] for source in named for text in _texts(source)
        ),
        errstate=bool(words & {"errstate", "seterr"}),
        warnings=bool(words & _WARNINGS),
        streams=bool(words & _STREAMS),
        random=bool(words & _SEEDS),
        recursion="setrecursionlimit" in words,
        environ=bool(words & {"environ", "setenv", "delenv", "putenv"}),
        files=files,
    )


def _words(source: str) -> Iterator[str]:
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split(".")  # mock.patch("sys.stdout")


def _texts(source: str) -> Iterator[str]:
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            yield node.value


def _patched(source: str, imported: set[str]) -> Iterator[str]:
    """Names of attributes that a cell may set on modules: by assignment, or by a patch."""
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if _root(node) in imported:
                yield node.attr
        elif isinstance(node, ast.Call) and _is_patching(node):
            for argument in ast.walk(node):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value.rpartition(".")[2]
                elif isinstance(argument, ast.keyword) and argument.arg:
                    yield argument.arg  # patch.multiple("m", name=...)


def patch_calls(source: str) -> Iterator[tuple[str, str]]:
    """Where a cell patches something, as an expression or quoted text, and its name there."""
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield ast.unparse(node.value), node.attr
        elif isinstance(node, ast.Call) and _is_patching(node) and node.args:
            first, *rest = node.args
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                where, _, name = first.value.rpartition(".")
                yield repr(where), name
            elif rest and isinstance(rest[0], ast.Constant):
                yield ast.unparse(first), str(rest[0].value)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_patching(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr in _PATCH_METHODS
    return isinstance(function, ast.Name) and function.id in _PATCHES
