"""Call a learner's function for a picture, so that no mistake of theirs can stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.run.blame import raised, unwritten, where
from course.run.descend import name_of
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit
from course.run.uncallable import uncallable
from course.surfaces.surface import Array

PATIENCE = 2.0  # seconds: long enough for any answer, and bearable


class Trouble(Exception):
    """A learner's function gave no answer to draw; the message says why in plain words.

    ``kind`` is ``waiting`` when it is not written yet, else ``trouble``.
    """

    def __init__(self, words: str, kind: str = "trouble"):
        super().__init__(words)
        self.kind = kind


def call(
    function: Callable[..., Any], *arguments: Any, patience: float = PATIENCE, **named: Any
) -> Any:
    """What ``function`` returns; `Trouble` in words when it is not written, raises or hangs."""
    if not callable(function):
        raise Trouble(uncallable(function))
    name = name_of(function)
    try:
        with quiet(), time_limit(patience):
            return function(*arguments, **named)
    except NotImplementedError as error:
        words = f"This picture waits for `{unwritten(name, error)}`, which is not written yet."
        raise Trouble(words, "waiting") from error
    except TimeUp as late:
        raise Trouble(
            f"`{name}` took longer than {patience:g} seconds and was stopped{where(late)}. "
            "Is there a loop that never ends?"
        ) from None
    except Trouble:
        raise
    except (Exception, SystemExit) as error:
        raise Trouble(raised(name, error)) from error


def numbers(function: Callable[..., Any], answer: Any, shape: tuple[int, ...]) -> Array:
    """The answer as finite floats of a shape; `Trouble` in words when it is something else."""
    name = f"`{name_of(function)}`"
    if answer is None:
        raise Trouble(f"{name} should return an array, got None: is the `return` missing?")
    try:
        array = np.array(answer, dtype=float)
    except (TypeError, ValueError):
        got = type(answer).__name__
        raise Trouble(f"{name} should return numbers of shape {shape}, got {got}.") from None
    if array.shape != shape:
        raise Trouble(f"{name} should return an array of shape {shape}, got {array.shape}.")
    if not np.isfinite(array).all():
        raise Trouble(f"{name} gave a number that is not finite: {array}.")
    return array
