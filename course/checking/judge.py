"""Judge an answer by the visible examples: right, or wrong in a way that can be told."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from course.checking.data import Exercise
from course.checking.diagnosis import diagnose, spot
from course.checking.diagnosis.parts import Part, names_in, parts
from course.checking.example import SECONDS, Outcome, run_example
from course.compare import Difference, difference
from course.counted import counted
from course.run.blame import unwritten
from course.run.uncallable import what_it_is


@dataclass(frozen=True)
class Verdict:
    """What `check` has to say. `status` is right, unwritten, wrong or problem.

    `hint` is a known mistake's; without one, `diagnosis` tells what is certain. `example` is the
    first that goes wrong, `label` what is special about it; `smaller` is one to work by hand.
    """

    status: str
    headline: str
    hint: str = ""
    diagnosis: str = ""
    example: str = ""
    expected: Any = None
    outcome: Outcome | None = None
    tolerance: float = 0.0
    name: str = ""
    results: list[str] = field(default_factory=list)
    label: str = ""
    smaller: str = ""


Diagnose = Callable[[Exercise, list[Outcome], tuple[str, ...], Any], str]


def or_nothing(
    exercise: Exercise, outcomes: list[Outcome], known: tuple[str, ...], answer: Any
) -> str:
    """Diagnose, and say nothing where that fails: no learner meets an error of the course's own."""
    try:
        return diagnose(exercise, outcomes, known, answer)
    except Exception:
        return ""


def judge(
    exercise: Exercise,
    answer: Any,
    known: tuple[str, ...] = (),
    diagnosed: Diagnose = diagnose,
) -> Verdict:
    """Run the examples of `exercise` on `answer` and say what came of it.

    `known` names the lesson's exercises, which an answer may call; `diagnosed` says what is wrong
    where no known mistake fits.
    """
    problem = _wrong_kind(exercise, answer)
    if problem:
        return Verdict("wrong", problem)
    outcomes: list[Outcome] = []
    for source in exercise.examples:
        outcomes.append(run_example(source, exercise.name, answer))
        if outcomes[-1].raised == "TimeUp":
            return _too_slow(exercise, source, len(outcomes) - 1)
        if outcomes[-1].raised == "NotImplementedError" and not inspect.isclass(answer):
            return _unwritten(exercise)
    pairs = list(zip(exercise.expected, outcomes, strict=True))
    failing = [i for i, (want, got) in enumerate(pairs) if not want.agrees(got, exercise.tolerance)]
    if not failing:
        count = len(outcomes)
        agree = f"{counted(count, 'example')} agree{'s' if count == 1 else ''}"
        return Verdict("right", f"{exercise.name} is right: {agree}.")
    missing = [i for i in failing if outcomes[i].raised == "NotImplementedError"]
    if missing and outcomes[failing[0]].raised:  # of a class: a function has gone back above
        return _unfinished(exercise, outcomes, failing, missing)
    verdict = _wrong(exercise, outcomes, failing[0])
    if verdict.hint:
        return verdict
    return replace(verdict, diagnosis=diagnosed(exercise, outcomes, known, answer))


def _wrong_kind(exercise: Exercise, answer: Any) -> str | None:
    """Say when the answer is no callable, or takes other parameters than the exercise asks."""
    if exercise.parameters is None:
        return None
    call = f"{exercise.name}({', '.join(exercise.parameters)})"
    if not callable(answer):
        return (
            f"{exercise.name} should be callable as {call}, but it is {what_it_is(answer)} now. "
            "Run the cell that defines it again."
        )
    try:
        parameters = inspect.signature(answer).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(item.kind in (item.VAR_POSITIONAL, item.VAR_KEYWORD) for item in parameters):
        return None
    required = [item.name for item in parameters if item.default is item.empty]
    names = [item.name for item in parameters]
    wanted = exercise.parameters
    if names[: len(wanted)] == wanted and len(required) <= len(wanted):
        return None
    return f"{call} is what the exercise asks for; yours takes ({', '.join(names)}). \
Give the parameters these names, in this order."


def _too_slow(exercise: Exercise, source: str, place: int) -> Verdict:
    return Verdict(
        "wrong",
        f"{exercise.name} did not come back within {SECONDS:g} seconds, so it was stopped.",
        exercise.slow
        or "Look at your loop: does something in it bring the end nearer each time round?",
        example=source,
        label=exercise.labels[place],
    )


def _unwritten(exercise: Exercise) -> Verdict:
    return Verdict(
        "unwritten",
        f"{exercise.name} is not written yet.",
        "Replace the line that raises NotImplementedError in the cell above with your code, "
        "run that cell, then run this one.",
    )


def _unfinished(
    exercise: Exercise, outcomes: list[Outcome], failing: list[int], missing: list[int]
) -> Verdict:
    """Tell a class by what it can do: what works, what is missing, and what is wrong."""
    if len(missing) == len(outcomes):
        return _unwritten(exercise)
    names = [unwritten(exercise.name, error) for i in missing if (error := outcomes[i].error)]
    works = [exercise.labels[i] for i in range(len(outcomes)) if i not in failing]
    wrong = [i for i in failing if i not in missing]
    told = [f"It works {', '.join(works)}."] if works else []
    told += [f"Missing: {', '.join(dict.fromkeys(names))}."]
    if not wrong:
        return Verdict("unwritten", f"{exercise.name} is not finished yet.", " ".join(told))
    told += [f"Wrong {', '.join(exercise.labels[i] for i in wrong)}."]
    verdict = _wrong(exercise, outcomes, wrong[0])
    return replace(verdict, diagnosis=" ".join(told))


def _wrong(exercise: Exercise, outcomes: list[Outcome], first: int) -> Verdict:
    want, got = exercise.expected[first], outcomes[first]
    hint = known_mistake(exercise, outcomes) or ""
    return Verdict(
        "wrong",
        _headline(exercise, exercise.examples[first], want, got),
        hint,
        "",
        exercise.examples[first],
        want.value,
        got,
        exercise.tolerance,
        exercise.name,
        exercise.results,
        exercise.labels[first],
    )


def known_mistake(exercise: Exercise, outcomes: list[Outcome]) -> str | None:
    """Return the hint of the mistake that gives the same on every example, if there is one."""
    for mistake in exercise.mistakes:
        pairs = zip(mistake.outcomes, outcomes, strict=True)
        if all(known.agrees(got, exercise.tolerance) for known, got in pairs):
            found = is_seen(mistake.outcomes, exercise.expected, exercise.tolerance)
            return mistake.hint if found else None
    return None


def is_seen(outcomes: list[Outcome], expected: list[Outcome], tolerance: float) -> bool:
    """Whether these outcomes tell one mistake from others, not only that something went wrong.

    An error, or None, on every example comes of a hundred causes. A value that differs is the
    mistake's own; and so is an error where the other examples come out right.
    """
    pairs = zip(expected, outcomes, strict=True)
    right = [want.agrees(got, tolerance) for want, got in pairs]
    values = [got.raised is None and got.value is not None for got in outcomes]
    return any(right) or any(values)


def _headline(exercise: Exercise, source: str, want: Outcome, got: Outcome) -> str:
    name = exercise.name
    if got.error is not None and spot(got.error) is None:
        return f"{name} gave back what this example can't go on with."
    if got.raised:
        return f"{name} stopped with an error on this example."
    problem = difference(want.value, got.value, exercise.tolerance) if not want.raised else None
    if want.raised:
        return f"{name} should refuse this example by raising {want.raised}."
    if problem is None:
        return f"{name} gives the right answer but changes what it was given."
    if got.value is None:
        return f"{name} returned None: does it end with a return?"
    pieces = parts(want.value, got.value, names_in(source, name, exercise.results))
    for piece in pieces or []:
        problem_there = difference(piece.want, piece.got, exercise.tolerance)
        if problem_there and piece.name:
            return f"{name} is not right yet: {_of_piece(piece, problem_there)}."
    return f"{name} is not right yet: {problem.words}."


def _of_piece(piece: Part, problem: Difference) -> str:
    if piece.want is True:
        return f"this does not hold: {piece.name}"
    if piece.got is None:
        return f"{piece.name} is None"
    return (
        f"{piece.name} differs" if problem.kind == "value" else f"of {piece.name}, {problem.words}"
    )
