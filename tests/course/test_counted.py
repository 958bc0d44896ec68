"""One thing is never called "1 things", wherever the course counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import course
from course.compare import difference
from course.counted import counted

COURSE = Path(course.__file__).parent
COUNT = re.compile(
    r"\{(?:len\([^{}]*\)|[a-z_.]*(?:count|updates|epochs|steps|places|got)(?: - 1)?)\} ([a-z]+s)\b"
)
NOUNS = {"parts", "values", "things", "updates", "epochs", "steps", "examples", "entries",
         "numbers", "results", "starts", "rows", "columns", "decimals"}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (30, "30 entries")]
)
def test_noun_follows_its_number(number: int, words: str) -> None:
    assert counted(number, "entry", "entries") == words
    assert counted(number, "row") == f"{number} row{'' if number == 1 else 's'}"


def test_one_part_is_no_parts() -> None:
    problem = difference((1.0, 2.0), (1.0,), 1e-9)
    assert problem is not None
    assert problem.words == "it has 1 part where 2 are expected"
    problem = difference((1.0,), (1.0, 2.0), 1e-9)
    assert problem is not None
    assert problem.words == "it has 2 parts where 1 is expected"


def test_no_sentence_counts_by_itself() -> None:
    """What is counted in a sentence goes through `counted`."""
    found = [
        f"{path.relative_to(COURSE)}: {match[0]}"
        for path in COURSE.rglob("*.py")
        for match in COUNT.finditer(path.read_text())
        if match[1] in NOUNS
    ]
    assert found == []
