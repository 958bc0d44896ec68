"""Wrong answers written by hand as students write them, and what `check` says to each.

`<lesson>.py` holds the answers as `<exercise>__<what is wrong>`, with one line on the error. Each
is what a learner would have in the answer cell; `class Value__...(Value)` holds only the methods
that differ. `<lesson>.judged.json` holds, for each answer, the sentences that `check` said to it
and whether a tutor would say that they are true of it.
"""

from __future__ import annotations

import ast
import json
import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from authoring.mistakes import Loaded, mistaken_source
from course.checking.judge import Verdict, judge
from tests.authoring.lessons import check_data, loaded

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Unforeseen:
    """A wrong answer that no exam knows."""

    one: Loaded
    name: str
    error: str
    source: str

    def answer(self) -> Any:
        """Run the answer's cell after those of the references, and return what it defines."""
        namespace: dict[str, Any] = {}
        exec("import numpy as np\n" + self.one.source, namespace)
        cell = f"<ipython-input-{self.name}>"  # what a notebook calls its cells
        linecache.cache[cell] = len(self.source), None, self.source.splitlines(True), cell
        exec(compile(self.source, cell, "exec"), namespace)
        return namespace[self.one.name]

    @cached_property
    def verdict(self) -> Verdict:
        """What `check` says."""
        return judge(check_data(self.one), self.answer())

    @property
    def is_named(self) -> bool:
        """Whether the answer meets the hint of a known mistake."""
        return self.verdict.hint in {mistake.hint for mistake in self.one.exam.mistakes}

    @property
    def meets_words(self) -> bool:
        """Whether the card says more than that the answer is wrong, on which example and how."""
        return bool(self.verdict.hint)

    @property
    def said(self) -> list[str]:
        """Every sentence of the card that could be false of an answer."""
        return [words for words in (self.verdict.headline, self.verdict.hint) if words]

    @property
    def judged(self) -> dict[str, bool]:
        """Of each sentence that has been judged by hand, whether it is true of this answer."""
        return judgements(self.one.exercise.lesson).get(self.name, {})


@cache
def judgements(lesson: str) -> dict[str, dict[str, bool]]:
    """Read what was judged by hand of a lesson's cards."""
    path = FOLDER / f"{lesson}.judged.json"
    read: dict[str, dict[str, bool]] = json.loads(path.read_text()) if path.exists() else {}
    return read


@cache
def unforeseen(lesson: str) -> list[Unforeseen]:
    """Read a lesson's wrong answers."""
    path = FOLDER / f"{lesson}.py"
    return list(_read(lesson, path.read_text())) if path.exists() else []


def _read(lesson: str, text: str) -> Iterator[Unforeseen]:
    exercises = {one.name: one for one in loaded(lesson)}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name.partition("__")[0]
            source = ast.get_source_segment(text, node) or ""
            error = ast.get_docstring(node) or ""
            yield Unforeseen(exercises[name], node.name, error, source.replace(node.name, name))


def is_known(answer: Unforeseen) -> bool:
    """Whether an exam knows a mistake with the same code, whatever its docstring and layout."""
    known = (mistaken_source(answer.one.exercise, item) for item in answer.one.exam.mistakes)
    return _code(answer.source) in map(_code, known)


def _code(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.unparse(tree)


def loses_marks(answer: Unforeseen) -> list[str]:
    """Return the properties of the hidden tests that an answer fails."""
    one = answer.one
    exam = one.exam.of(answer.answer(), name=one.name, solution=one.source)
    return [
        words for words, test in one.exam.properties().items() if exam.failure(test) is not None
    ]
