"""Find and read the check data that the build put beside a lesson."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.checking.example import Outcome
from course.checking.fingerprint import Fingerprint
from course.place.words import RESTORE

FILE = "checks.json"
FORMAT = 1
"""Raised whenever the meaning of the file changes; data of another format is refused."""

_DAMAGED = f"{{path}} can't be read. Delete it and {RESTORE}, which puts a fresh one there."


class CheckProblem(Exception):
    """The check can't run; the message says why and what to do."""


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners are known to write, by what it gives on each example."""

    hint: str
    outcomes: list[Outcome]


Influence = dict[str, tuple[list[int], list[float]]]
"""The arguments that play a part. For each, which rows of it do, where that was tried, and by how
much the result's numbers change with another value, where they stay as many."""


@dataclass(frozen=True)
class Pair:
    """Two known mistakes made at once, by their places among the exercise's mistakes."""

    places: tuple[int, int]
    gives: Fingerprint


@dataclass(frozen=True)
class Slip:
    """A formula with one part joined in another way; `words` begin with "in which"."""

    words: str
    gives: Fingerprint


@dataclass(frozen=True)
class Exercise:
    """All that `check` knows of one exercise: visible examples, their outcomes, known mistakes.

    `labels` say in words what is special about each example, such as "from rest"; `results` are
    the names of what the exercise returns; `influences` are the arguments that play
    a part in the result of an example which is one call; `slow` is what to say
    where it takes too long.
    """

    name: str
    parameters: list[str] | None
    tolerance: float
    examples: list[str]
    expected: list[Outcome]
    mistakes: list[Mistake]
    labels: list[str]
    results: list[str]
    influences: list[Influence]
    pairs: list[Pair]
    slips: list[Slip] = field(default_factory=list)
    slow: str = ""


def read_exercises(folder: Path) -> dict[str, Exercise]:
    """Read the exercises of the lesson in `folder`.

    Raises
    ------
    CheckProblem
        When the data is missing, damaged, or written for another version of the course.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        data = _loaded(text)
    except FileNotFoundError:
        raise CheckProblem(
            f"There is no {FILE} in {folder}, so there is nothing to check against. Open the "
            "notebook from its own lesson folder. If files are missing there, "
            f"{RESTORE}: they come back."
        ) from None
    except (OSError, ValueError):
        raise CheckProblem(_DAMAGED.format(path=path)) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CheckProblem(
            f"{path} belongs to another version of the course. Delete it and {RESTORE}, "
            "which puts the right one there; your notebook is not touched."
        )
    try:
        return dict(_exercises(text))
    except (KeyError, TypeError, AttributeError):
        raise CheckProblem(_DAMAGED.format(path=path)) from None


@functools.lru_cache(maxsize=2)
def _loaded(text: str) -> Any:
    return json.loads(text)


@functools.lru_cache(maxsize=2)
def _exercises(text: str) -> dict[str, Exercise]:
    """What stands in the check data `text`: read once, though every check asks."""
    fields = _loaded(text)["exercises"]
    return {name: exercise_from_json(name, each) for name, each in fields.items()}


def exercise_from_json(name: str, fields: dict[str, Any]) -> Exercise:
    """Read one exercise of the check data."""
    return Exercise(
        name=name,
        parameters=fields["parameters"],
        tolerance=fields["tolerance"],
        examples=[example["run"] for example in fields["examples"]],
        expected=[Outcome.from_json(example["gives"]) for example in fields["examples"]],
        mistakes=[
            Mistake(mistake["hint"], [Outcome.from_json(gives) for gives in mistake["gives"]])
            for mistake in fields["mistakes"]
        ],
        labels=[example.get("label", "") for example in fields["examples"]],
        results=fields.get("results", []),
        influences=[
            {name: (rows, change) for name, (rows, change) in example.get("needs", {}).items()}
            for example in fields["examples"]
        ],
        pairs=[Pair((one, two), gives) for one, two, gives in fields.get("pairs", [])],
        slips=[Slip(words, gives) for words, gives in fields.get("slips", [])],
        slow=fields.get("slow", ""),
    )
