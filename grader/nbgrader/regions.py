"""What in a source notebook is secret: solutions, hidden tests, marking schemes.

Works on any nbgrader notebook; the markers are those of its course (`grader.markers`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

from grader.markers import Markers, Region, has_region, split

SHORTEST_SECRET = 14  # characters; shorter lines, "return x" say, are in everyone's code


def squeeze(text: str) -> str:
    """Write every run of white space as one space, so that indentation hides nothing."""
    return " ".join(text.split())


def strings_in(value: object) -> Iterator[str]:
    """Every string in what JSON can say, keys too, and the lines of a list as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)  # a notebook's multi-line string
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings_in(item)


def secret_lines(
    cells: Iterable[NotebookNode], markers: Markers, kinds: Iterable[Region] | None = None
) -> set[str]:
    """Collect the lines of a source notebook, or of an autograded one, that no learner may see.

    They are squeezed, and of at least `SHORTEST_SECRET` characters. A line is left out if the
    notebook shows it openly as well, if it is of the text that nbgrader puts in place of an
    answer, or if it is meant for learners: an example of `check`, a mistake's name or hint.

    `kinds` says which regions count; all by default. With the solution among them, an answer cell
    without any region is secret as a whole, because nbgrader replaces all of it.
    """
    regions = markers.all if kinds is None else tuple(kinds)
    public = [squeeze(line) for stub in markers.stubs for line in stub.split("\n")]
    secret: set[str] = set()
    for cell in cells:
        visible, inside = split(cell.source, regions)
        if markers.solution in regions and _is_replaced_whole(cell, markers):
            visible, inside = "", cell.source
        public.append(squeeze(visible))
        secret.update(_lines(inside))
    shown = "\n".join(public)
    return {line for line in secret if line not in shown}


def _is_replaced_whole(cell: NotebookNode, markers: Markers) -> bool:
    """Say whether nbgrader takes all of a cell for a solution: it has no region, be it empty."""
    answer = bool(cell.metadata.get("nbgrader", {}).get("solution"))
    return answer and not has_region(cell.source, [markers.solution])


def _lines(inside: str) -> Iterator[str]:
    """Give the region's lines that are long enough to tell, and not meant for learners."""
    meant = set(_lines_for_learners(inside))
    for number, line in enumerate(inside.split("\n"), start=1):
        text = squeeze(line)
        if number not in meant and len(text) >= SHORTEST_SECRET:
            yield text


def _lines_for_learners(code: str) -> Iterator[int]:
    """Number the lines that hold nothing but words which `check` shows to learners."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    lines = code.split("\n")
    for node in _words_for_learners(tree):
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
            if _only_text(lines[number - 1]) or node.lineno < number < (node.end_lineno or 0):
                yield number


def _words_for_learners(tree: ast.AST) -> Iterator[ast.Constant]:
    """Find the strings in `examples = ...` and the name and hint of each `Mistake`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _names(node.targets) == ["examples"]:
            yield from _strings(node.value)
        elif isinstance(node, ast.Call) and _names([node.func]) == ["Mistake"]:
            told = [key.value for key in node.keywords if key.arg in ("name", "hint")]
            for argument in [*node.args[:2], *told]:
                yield from _strings(argument)


def _names(nodes: Iterable[ast.AST]) -> list[str]:
    return [node.id for node in nodes if isinstance(node, ast.Name)]


def _strings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def _only_text(line: str) -> bool:
    """Say whether a line is string literals and punctuation and nothing else."""
    bare = re.sub(r"""[rRfFbBuU]?("(\\.|[^"\\])*"|'(\\.|[^'\\])*'|\"{3}|'{3})""", "", line)
    return not bare.strip(" \t,:()[]{}")
