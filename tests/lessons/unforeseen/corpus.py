"""Wrong answers written by hand as students write them, and what `check` says to each.

`<lesson>.py` holds the answers as `<exercise>__<what is wrong>`, with one line on the error. Each
is what a learner would have in the answer cell; `class Value__...(Value)` holds only the methods
that differ. `<lesson>.judged.json` holds, for each answer, the sentences that `check` said to it
and whether a tutor beside the learner would say that they are true of it.
"""

from __future__ import annotations

import ast
import json
import linecache
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from authoring.lesson import read_lesson
from authoring.mistakes import Loaded, mistaken_source
from authoring.weave import import_lines
from course.checking.diagnosis import repeats
from course.checking.diagnosis.diagnose import ADVICE, LOOK
from course.checking.diagnosis.influence import influence
from course.checking.judge import Verdict, judge
from course.run.quiet import quiet
from tests.authoring.lessons import check_data, loaded

FOLDER = Path(__file__).parent
PATIENCE = 5.0
diagnose = import_module("course.checking.diagnosis.diagnose")  # not the function of this name
COMPARED = " is not right yet: "
SENTENCES = re.compile(r"(?<=[.?!])(?<!np\.) ")


@dataclass(frozen=True)
class Unforeseen:
    """A wrong answer that no exam knows."""

    one: Loaded
    name: str
    error: str
    source: str

    def answer(self) -> Any:
        """Run the answer's cell where all else in the lesson is right; return what it defines."""
        namespace: dict[str, Any] = {}
        exec(_notebook(self.one.exercise.lesson), namespace)
        cell = f"<ipython-input-{self.name}>"  # what a notebook calls its cells
        linecache.cache[cell] = len(self.source), None, self.source.splitlines(True), cell
        exec(compile(self.source, cell, "exec"), namespace)
        return namespace[self.one.name]

    @cached_property
    def verdict(self) -> Verdict:
        """What `check` says."""
        known = tuple(one.name for one in loaded(self.one.exercise.lesson))
        data = check_data(self.one)
        with quiet(), patient():  # a warning is no word of the card
            return judge(data, self.answer(), known)

    @property
    def meets(self) -> str:
        """What the card says beside its headline: right, named, diagnosis, advice, or neither.

        Advice is what is said where nothing is certain.
        """
        if self.verdict.status == "right":
            return "right"
        if self.verdict.hint in {mistake.hint for mistake in self.one.exam.mistakes}:
            return "named"
        if self.verdict.diagnosis in (ADVICE, LOOK):
            return "advice"
        return "diagnosis" if self.verdict.diagnosis or self.verdict.hint else "neither"

    @property
    def said(self) -> list[str]:
        """Every sentence of the card that could be false of this answer.

        A headline that only tells how the result of the shown example differs never is. The
        sentences of a diagnosis stand for themselves; those of a hint belong together.
        """
        verdict = self.verdict
        if verdict.status == "right":
            return []
        headline = [] if COMPARED in verdict.headline else [verdict.headline]
        diagnosis = SENTENCES.split(verdict.diagnosis.replace(ADVICE, "").replace(LOOK, ""))
        return [*headline, *filter(None, [verdict.hint, *diagnosis])]

    @property
    def judged(self) -> dict[str, bool | None]:
        """Of each sentence in the file of judgements, whether it is true; None: not judged yet."""
        return judgements(self.one.exercise.lesson).get(self.name, {})

    @property
    def false_words(self) -> list[str]:
        """What the card says that was judged false of this answer."""
        return [words for words in self.said if self.judged.get(words) is False]

    @property
    def unjudged(self) -> list[str]:
        """What the card says that nobody has judged yet."""
        return [words for words in self.said if self.judged.get(words) is None]


@contextmanager
def patient() -> Iterator[None]:
    """Let a diagnosis take its time, so that a busy machine says the same as any other."""
    slowly = partial(influence, seconds=PATIENCE)
    with patch.object(diagnose, "influence", slowly), patch.object(repeats, "_SECONDS", PATIENCE):
        yield


def judgements_path(lesson: str) -> Path:
    """Where the judgements of a lesson's cards are kept."""
    return FOLDER / f"{lesson}.judged.json"


@cache
def judgements(lesson: str) -> dict[str, dict[str, bool | None]]:
    """Read what was judged by hand of a lesson's cards."""
    path = judgements_path(lesson)
    read: dict[str, dict[str, bool | None]] = json.loads(path.read_text()) if path.exists() else {}
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


@cache
def _notebook(lesson: str) -> str:
    """Return source of all that stands in a lesson's notebook: its imports, and right answers."""
    imports = dict.fromkeys(import_lines(read_lesson(lesson)).values())
    return "\n".join([*imports, *(one.exercise.solution for one in loaded(lesson))])


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


def fails(answer: Unforeseen) -> list[str]:
    """Return the properties of the hidden tests that an answer fails, in words."""
    one = answer.one
    exam = one.exam.of(answer.answer(), name=one.name, solution=one.source)
    return [
        words for words, test in one.exam.properties().items() if exam.failure(test) is not None
    ]
