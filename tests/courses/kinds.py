"""Kinds of tests that public nbgrader courses ask, each with a right and a wrong answer.

They stand in `patterns/`, one file a group. Every kind has a row in the table of
`docs/crossing.md`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("patterns")
_PARTS = re.compile(r"^--- (right|wrong|test)\n", re.MULTILINE)


@dataclass(frozen=True)
class Kind:
    """One kind of test.

    Attributes
    ----------
    name, group
        What it is called, and what it is about.
    right, wrong
        Answers; the test holds for the first and not for the second.
    test
        The text of a test cell.
    """

    name: str
    group: str
    right: str
    wrong: str
    test: str

    @property
    def blank(self) -> str:
        """The answer of somebody who has written nothing: names that do nothing."""
        return "\n".join(_emptied(node) for node in ast.parse(self.right).body)


def _emptied(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"def {node.name}(*_, **__):\n    raise NotImplementedError"
    if isinstance(node, ast.ClassDef):
        return f"class {node.name}:\n    pass"
    if isinstance(node, ast.Assign):
        return "\n".join(f"{ast.unparse(target)} = None" for target in node.targets)
    return ast.unparse(node) if isinstance(node, ast.Import | ast.ImportFrom) else ""


def kinds_in(path: Path) -> list[Kind]:
    """The kinds in one file."""
    found = []
    for text in path.read_text("utf-8").split("=== ")[1:]:
        name, _, rest = text.partition("\n")
        _, *parts = _PARTS.split(rest)
        texts = dict(zip(parts[::2], (part.strip("\n") for part in parts[1::2]), strict=True))
        found.append(Kind(name, path.stem.replace("-", " "), **texts))
    return found


KINDS = {kind.name: kind for path in sorted(FOLDER.glob("*.txt")) for kind in kinds_in(path)}
