"""Instant feedback on an exercise, from the check data that comes with each lesson."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from course.checking import stages
from course.checking.card import show_card
from course.checking.data import CheckProblem, Exercise, read_exercises
from course.checking.judge import Verdict, judge, or_nothing

__all__ = ["CheckFailed", "check"]


class CheckFailed(AssertionError):
    """The answer is not right yet; the card above says in which way."""

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook: IPython asks for this instead of a stack trace."""
        return [f"{type(self).__name__}: {self}"]


def check(answer: Any, name: str | None = None) -> None:
    """Check an exercise's answer on a few examples and show a card that says what came of it.

    Parameters
    ----------
    answer : function, class or value
        What the exercise asks for.
    name : str, optional
        The exercise, where it can't be told from the answer itself.

    Raises
    ------
    CheckFailed
        One short line, while nbgrader validates a notebook whose answer is not right. In the
        learner's own hands the card says it all, and a run of all cells goes on to the end; while
        nbgrader grades, the hidden tests decide.
    """
    caller = sys._getframe(1).f_globals
    try:
        exercises = read_exercises(Path.cwd())
        exercise = _find(exercises, answer, name, caller)
    except CheckProblem as problem:
        show_card(Verdict("problem", str(problem)))
        _fail("The check could not run: the card above says why.")
        return
    try:
        verdict = judge(exercise, answer, tuple(exercises), or_nothing)
    except KeyboardInterrupt:
        raise CheckFailed("The check was interrupted; run it again when you like.") from None
    if verdict.status != "right":
        verdict = _blame_earlier(verdict, exercises, answer, caller)
    show_card(stages.staged(exercise, verdict))
    if verdict.status != "right":
        _fail(f"{exercise.name} does not pass yet: the card above says more.")


def _fail(message: str) -> None:
    """Let nbgrader's Validate see a failure; an error elsewhere would end a run of all cells."""
    if os.environ.get("NBGRADER_EXECUTION") == "validate":
        raise CheckFailed(message) from None


def _find(
    exercises: dict[str, Exercise], answer: Any, name: str | None, caller: dict[str, Any]
) -> Exercise:
    """Find the exercise by the given name, the answer's own, or the variable that holds it."""
    own = name or getattr(answer, "__name__", None)
    if own in exercises:
        return exercises[str(own)]
    held = [known for known in exercises if known in caller and caller[known] is answer]
    if name is None and len(held) == 1:
        return exercises[held[0]]
    known = ", ".join(exercises)
    what = f"an exercise called {own!r}" if own else "which exercise this value belongs to"
    raise CheckProblem(
        f"The check does not know {what}. This lesson's exercises are: {known}. "
        "Write check(function_name), or check(value, 'exercise_name')."
    )


def _blame_earlier(
    verdict: Verdict, exercises: dict[str, Exercise], answer: Any, caller: dict[str, Any]
) -> Verdict:
    """Point to an earlier exercise that the answer calls when that one is not right either."""
    called = getattr(getattr(answer, "__code__", None), "co_names", ())
    for earlier in called:
        if earlier not in exercises or earlier not in caller or caller[earlier] is answer:
            continue
        if judge(exercises[earlier], caller[earlier], (), or_nothing).status != "right":
            words = f"This answer calls your {earlier}, which does not pass its own check yet."
            way_out = f"Go back to {earlier} first, then run this check again."
            return Verdict(verdict.status, words, way_out)
    return verdict
