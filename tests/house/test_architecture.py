"""docs/architecture.md and docs/glossary.md tell the truth about files, functions and arrows."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

ROOMS = ("authoring", "course", "exam", "grader", "launch", "website")
PAGES = ("architecture.md", "glossary.md", "threat-model.md", "grading.md", "crossing.md")
TEXTS = {name: (ROOT / "docs" / name).read_text("utf-8") for name in PAGES}
CODE = re.compile(r"`([^`\n]+)`")
MADE = tuple(
    f"{name}/" for name in ["source", "release", "feedback", "submitted", "autograded", "archive"]
)
PATTERNS = (".cache/", "lessons/NN-slug/")


def named(text: str, kind: str) -> list[str]:
    """Each path, or dotted name of ours, that stands in a page's code."""
    words = [word for code in CODE.findall(text) for word in code.split("::")[0].split()]
    paths = [
        word for word in words if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|\.(py|md|js|mjs))", word)
    ]
    dotted = [w for w in words if re.fullmatch(rf"({'|'.join(ROOMS)})(\.\w+)+", w)]
    return (
        dotted
        if kind == "names"
        else [path for path in paths if not path.startswith(MADE + PATTERNS)]
    )


def exists(path: str) -> bool:
    """Whether a file is there: from the top, from tests/, or a name that one file alone has."""
    places = (ROOT / path, ROOT / "tests" / path)
    return any(place.exists() for place in places) or (
        "/" not in path.rstrip("/") and len(list(_anywhere(path.rstrip("/")))) > 0
    )


def _anywhere(name: str) -> list[Path]:
    tops = (*ROOMS, "docs", "tests", "tools")
    return [path for top in tops for path in (ROOT / top).rglob(name)] + list(ROOT.glob(name))


def is_defined(name: str) -> bool:
    """Whether a dotted name is a module of ours, or defined in one: read, not imported."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        base = ROOT.joinpath(*parts[:end])
        file = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if file.is_file():
            return _holds(ast.parse(file.read_text("utf-8")).body, parts[end:])
    return False


def _holds(body: list[ast.stmt], parts: list[str]) -> bool:
    if not parts:
        return True
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == parts[0]:
            return _holds(node.body, parts[1:])
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        if len(parts) == 1 and parts[0] in {ast.unparse(target) for target in targets}:
            return True
    return False


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(page: str) -> None:
    """Whoever follows the page opens a file, not a search."""
    gone = [path for path in named(TEXTS[page], "paths") if not exists(path)]
    assert not gone, f"docs/{page} names {gone}"


@pytest.mark.parametrize("page", PAGES)
def test_every_function_that_is_named_is_defined(page: str) -> None:
    """`module.function` and `module.Class.method` alike."""
    gone = [name for name in named(TEXTS[page], "names") if not is_defined(name)]
    assert not gone, f"docs/{page} names {gone}"


def test_every_test_that_is_named_is_there() -> None:
    """``file::test`` of the threat model is a test of that file; ``::test`` of the file before."""
    before = ""
    for file, test in re.findall(r"`([\w/.]*)::(\w+)`", TEXTS["threat-model.md"]):
        before = file or before
        text = (ROOT / "tests" / before).read_text("utf-8")
        assert f"def {test}(" in text, f"{before} has no {test}"


def test_the_drawing_has_the_contracts_layers() -> None:
    """The grader's box lists its rooms in the order that pyproject.toml demands."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = [c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "grader"]
    layers = [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    rooms = [room for layer in layers for room in sorted(layer - {"__main__"})]
    drawing = TEXTS["architecture.md"].split("```")[1]
    box = drawing[drawing.index("│ grader/ ") :]
    lines = [line.strip("│ \n") for line in box.splitlines() if line.startswith("│ ")]
    drawn = [re.split(r"\s{2,}", line.replace("grader/ ", "").strip())[0] for line in lines]
    assert [room for line in drawn for room in sorted(re.findall(r"\w+", line))] == rooms


def test_a_glossary_is_in_order() -> None:
    """Each word once, by the alphabet, with what it is and where."""
    rows = [line.split(" | ") for line in TEXTS["glossary.md"].splitlines() if " | `" in line]
    words = [row[0].strip("| ") for row in rows]
    assert words == sorted(set(words)) and all(len(row) == 3 for row in rows)
