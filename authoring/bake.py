"""Bake the check data: what the reference and each known mistake give on the visible examples."""

from __future__ import annotations

import inspect
import json
from itertools import combinations
from typing import Any

from nbformat import NotebookNode

from authoring.errors import LessonError
from authoring.mistakes import Loaded, load
from authoring.slips import Slip, slips, substitutions
from course.checking.data import FORMAT
from course.checking.diagnosis.influence import influence
from course.checking.diagnosis.parts import is_one_call
from course.checking.example import SECONDS, Outcome, run_example
from course.checking.fingerprint import fingerprint, match
from course.checking.judge import is_seen
from exam import Mistake

PATIENCE = 60.0
"""Seconds for one example of a mistake. `check` waits less, but a busy machine may be slow here,
and a time-out in the check data would hide the mistake from learners for good."""


def bake(lesson: str, notebook: NotebookNode) -> str:
    """Return the text of a lesson's checks.json; nothing for a lesson without exercises.

    Raises
    ------
    LessonError
        When an example fails on the reference, or the examples can't tell two mistakes apart or
        a mistake from a right answer.
    """
    entries = {
        loaded.name: bake_exercise(loaded)
        | {"pairs": bake_pairs(loaded), "slips": bake_slips(loaded)}
        for loaded in load(lesson, notebook)
    }
    if not entries:
        return ""
    data = {"format": FORMAT, "lesson": lesson, "exercises": entries}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def bake_exercise(loaded: Loaded) -> dict[str, Any]:
    """Return the check data of one exercise."""
    if not loaded.exam.examples:
        raise LessonError(f"{_place(loaded)}: `examples` is empty, so check() would judge nothing.")
    expected = outcomes(loaded, loaded.fresh(), PATIENCE)  # right, however busy the machine is
    labelled = loaded.exam.labelled()
    for (_, source), outcome in zip(labelled, expected, strict=True):
        if outcome.raised not in (None, "ValueError"):
            raise LessonError(
                f"{_place(loaded)}: the reference raises {outcome.raised} on {source}"
            )
    wrong = {one.name: _wrong_outcomes(loaded, one) for one in loaded.exam.mistakes}
    _must_differ(loaded, expected, wrong)
    _must_be_seen(loaded, expected, wrong)
    return {
        "parameters": _parameters(loaded.fresh()),
        "tolerance": loaded.exam.tolerance,
        "examples": [
            ({"label": label} if label else {})
            | {"run": source, "gives": outcome.to_json()}
            | _needs(loaded, source)
            for (label, source), outcome in zip(labelled, expected, strict=True)
        ],
        "results": loaded.exam.results,
        **({"slow": loaded.exam.slow} if loaded.exam.slow else {}),
        "mistakes": [_mistake(one, wrong[one.name]) for one in loaded.exam.mistakes],
    }


def _needs(loaded: Loaded, source: str) -> dict[str, Any]:
    """Note which arguments play a part in an example that is one call of the reference."""
    reference = loaded.fresh()
    if inspect.isclass(reference) or not is_one_call(source, loaded.name):
        return {}
    (call,) = run_example(source, loaded.name, reference).calls
    found = influence(
        reference, call.given(list(inspect.signature(reference).parameters)), PATIENCE
    )
    return {"needs": found} if found else {}


def outcomes(loaded: Loaded, answer: Any, seconds: float = SECONDS) -> list[Outcome]:
    """Run every example on an answer, and return what the check data will say of it."""
    runs = (source for _, source in loaded.exam.labelled())
    ran = (run_example(source, loaded.name, answer, seconds) for source in runs)
    return [Outcome.from_json(outcome.to_json()) for outcome in ran]


def _wrong_outcomes(loaded: Loaded, mistake: Mistake) -> list[Outcome]:
    """Run the examples on a mistake, which has to come back: `check` judges no time-out."""
    gives = outcomes(loaded, loaded.wrong(mistake), PATIENCE)
    for (_, source), outcome in zip(loaded.exam.labelled(), gives, strict=True):
        if outcome.raised == "TimeUp":
            raise LessonError(
                f"{_place(loaded)}, mistake {mistake.name!r}: it does not come back within "
                f"{PATIENCE:g} seconds on {source}"
            )
    return gives


def _mistake(mistake: Mistake, gives: list[Outcome]) -> dict[str, Any]:
    return {"hint": mistake.hint, "gives": [outcome.to_json() for outcome in gives]}


def bake_pairs(loaded: Loaded) -> list[list[Any]]:
    """Return the fingerprint of each two mistakes made at once that gives something of its own.

    Only where every example is one call: programs take longer, and tell what they look at by words.
    """
    if not _are_calls(loaded):
        return []
    single = _known(loaded)
    found: list[list[Any]] = []
    for (one, first), (two, second) in combinations(enumerate(loaded.exam.mistakes), 2):
        answer = loaded.wrong_twice(first, second)
        gives = None if answer is None else outcomes(loaded, answer)
        mark = gives and fingerprint(gives)
        if gives and mark and not any(match(mark, known) for known in single):
            found.append([one, two, mark])
    return found


def bake_slips(loaded: Loaded) -> list[list[Any]]:
    """Return the words for each slip in the reference, with the fingerprint of what it gives.

    A slip that gives the same as the reference, a known mistake, or a slip with other words, is
    left out. One name in another's place is tried only where every example is one call, and is
    left out too where it gives the same as a part that is joined in another way.
    """
    if inspect.isclass(loaded.fresh()):
        return []
    parameters = _parameters(loaded.fresh()) or []
    names = {*parameters, *loaded.exam.results}
    solution, known = loaded.exercise.solution, _known(loaded)
    joined = _told_apart(loaded, slips(solution, names), known)
    known = [*known, *(gives for _, gives in joined)]
    others = substitutions(solution, names, parameters) if _are_calls(loaded) else []
    every = [*_alone(joined), *_alone(_told_apart(loaded, others, known))]
    return [[words, fingerprint(gives)] for words, gives in every]


Given = tuple[str, list[Outcome]]


def _told_apart(loaded: Loaded, every: list[Slip], known: list[list[Outcome]]) -> list[Given]:
    """Return the words of each slip with what it gives, where that is none of what is known."""
    found = ((slip.words, outcomes(loaded, loaded.fresh(slip.source))) for slip in every)
    return [
        (words, gives)
        for words, gives in found
        if (mark := fingerprint(gives)) and not any(match(mark, each) for each in known)
    ]


def _alone(found: list[Given]) -> list[Given]:
    """Leave out what gives the same as a slip with other words; name each only once."""
    once = {(words, str(fingerprint(gives))): (words, gives) for words, gives in found}
    marks = [(words, fingerprint(gives)) for words, gives in once.values()]
    return [
        (words, gives)
        for words, gives in once.values()
        if not any(mark and match(mark, gives) for other, mark in marks if other != words)
    ]


def _are_calls(loaded: Loaded) -> bool:
    return all(is_one_call(source, loaded.name) for _, source in loaded.exam.labelled())


def _known(loaded: Loaded) -> list[list[Outcome]]:
    """Return what the reference and each known mistake give."""
    answers = [loaded.fresh(), *map(loaded.wrong, loaded.exam.mistakes)]
    return [outcomes(loaded, answer, PATIENCE) for answer in answers]


def _parameters(reference: Any) -> list[str] | None:
    """Return a function's or class's parameter names; None for a plain value."""
    return list(inspect.signature(reference).parameters) if callable(reference) else None


def _must_differ(loaded: Loaded, expected: list[Outcome], wrong: dict[str, list[Outcome]]) -> None:
    """Refuse examples on which two outcomes that need different words look the same."""
    for (one, first), (other, second) in combinations({"right": expected, **wrong}.items(), 2):
        if alike(first, second, loaded.exam.tolerance):
            raise LessonError(
                f"{_place(loaded)}: on the examples, {other!r} looks like {one!r}. "
                "Add an example on which they differ."
            )


def _must_be_seen(loaded: Loaded, expected: list[Outcome], wrong: dict[str, list[Outcome]]) -> None:
    """Refuse a mistake that shows as errors alone: any other cause of them would get its hint."""
    for name, gives in wrong.items():
        if not is_seen(gives, expected, loaded.exam.tolerance):
            raise LessonError(
                f"{_place(loaded)}: {name!r} gives an error or None on every example, as a hundred "
                "other mistakes do. Add an example on which it gives a value."
            )


def alike(first: list[Outcome], second: list[Outcome], tolerance: float) -> bool:
    """Whether two answers can't be told apart by their outcomes, in either direction."""
    pairs = list(zip(first, second, strict=True))
    forth = all(one.agrees(other, tolerance) for one, other in pairs)
    return forth or all(other.agrees(one, tolerance) for one, other in pairs)


def _place(loaded: Loaded) -> str:
    return f"{loaded.exercise.lesson}, {loaded.name}"
