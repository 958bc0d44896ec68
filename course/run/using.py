"""Use a learner's functions in a cell of the lesson, so that no mistake of theirs ends the cell.

A plot or a table made from wrong answers may fail in a hundred ways, most of them deep inside of
NumPy or matplotlib. A learner reads one or two sentences in its place.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np

from course.run.blame import said, unwritten, where_in
from course.run.quiet import unwarned
from course.run.time_limit import TimeUp, time_limit
from course.run.uncallable import what_it_is

PATIENCE = 60.0  # seconds for a whole cell; right answers take a few, and more on a busy machine
LARGEST = 1e100  # beyond it matplotlib's arithmetic overflows
DEEPEST = 3  # containers within containers that are looked into


def using(*names: str, seconds: float = PATIENCE) -> AbstractContextManager[None]:
    """Run a block that uses the learner's functions of these names.

    ``with using("mse_cost"):`` prints a sentence in place of all figures of the block when a
    function is not written, raises, takes too long, or returns something that the block can't
    use, None, or numbers that are not finite. Neither a traceback nor a warning comes out.

    Parameters
    ----------
    *names
        What the learner's functions or classes are called where the block stands, in the order
        of the lesson.
    seconds
        How long the block may take.

    Examples
    --------
    >>> def mse_cost(theta, X, y):
    ...     raise NotImplementedError
    >>> with using("mse_cost"):
    ...     print(mse_cost(0, 1, 2))
    This cell waits for `mse_cost`: write it above, then run this cell again.
    """
    frame = sys._getframe(1)
    return _using(names, frame.f_globals, frame.f_code.co_filename, seconds)


@contextmanager
def _using(
    names: tuple[str, ...], known: MutableMapping[str, Any], file: str, seconds: float
) -> Iterator[None]:
    watch, before = _Watch(), _figures()
    trouble = ""
    try:
        with unwarned(), watch.watching(names, known), time_limit(seconds):
            yield
    except NotImplementedError as error:
        missing = unwritten(names[0], error)
        trouble = f"This cell waits for `{missing}`: write it above, then run this cell again."
    except TimeUp as late:
        name, line = where_in(names, file, late)
        who = f"`{name}` was still running{line}" if name else "it was not at its end"
        trouble = (
            f"This cell was stopped after {seconds:g} seconds: {who}. Is there a loop that never "
            f"ends, or work that is done too often? {_checks(names)}"
        )
    except (Exception, SystemExit) as error:
        told = watch.odd or _replaced(names, known) or _told(names, file, error, watch)
        trouble = f"{told} {_checks(names)}"
    else:
        trouble = f"{watch.odd} {_checks(names)}" if watch.odd else ""
    if trouble:
        _close(_figures() - before)
        print(trouble)


class _Watch:
    """Notes what functions return while a block runs.

    Attributes
    ----------
    odd
        A sentence about the first result that nothing can be made of.
    kinds
        What kind of thing each function returned last, in words.
    """

    def __init__(self) -> None:
        self.odd = ""
        self.last: dict[str, Any] = {}

    @contextmanager
    def watching(self, names: tuple[str, ...], known: MutableMapping[str, Any]) -> Iterator[None]:
        """For a while let each of ``names`` in ``known`` be a function that is watched."""
        found = {name: known[name] for name in names if name in known}
        functions = {name: thing for name, thing in found.items() if not isinstance(thing, type)}
        watched = {
            name: self._watched(name, thing) for name, thing in functions.items() if callable(thing)
        }
        known.update(watched)
        try:
            yield
        finally:
            known.update({name: found[name] for name in watched if known[name] is watched[name]})

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            answer = function(*arguments, **named)
            self.last[name] = answer
            if not self.odd:
                self.odd = _odd(name, answer)
            return answer

        return functools.wraps(function)(call)


def _odd(name: str, answer: Any) -> str:
    """A sentence about a result that nobody can make anything of; empty for all others."""
    if answer is None:
        return f"`{name}` returned None: is its `return` missing?"
    if isinstance(answer, str):
        return f"`{name}` returned text in place of numbers."
    for part in _parts(answer):
        if part is None:
            return f"`{name}` returned a {type(answer).__name__} that has None in it."
        if np.iscomplexobj(part):
            return f"`{name}` returned complex numbers."
        if not np.isfinite(part).all():
            return f"`{name}` returned numbers that are not finite."
        if np.size(part) and np.abs(part).max() > LARGEST:
            return f"`{name}` returned numbers that are too large to show, beyond 1e100."
    return ""


def _parts(thing: Any, depth: int = DEEPEST) -> Iterator[Any]:
    """The numbers and arrays in a result, and None where it stands in a container."""
    if thing is None or _is_number(thing):
        yield thing
    elif depth and isinstance(thing, (list, tuple)):
        for each in thing:
            yield from _parts(each, depth - 1)
    elif depth and isinstance(thing, Mapping):
        yield from _parts(list(thing.values()), depth)


def _is_number(thing: Any) -> bool:
    if isinstance(thing, int):
        return abs(thing) < 2**63  # NumPy takes no longer ones
    return isinstance(thing, (float, complex)) or (
        isinstance(thing, (np.ndarray, np.number)) and thing.dtype.kind in "biufc"
    )


def _replaced(names: tuple[str, ...], known: Mapping[str, Any]) -> str:
    """A sentence about the first name that holds no function; empty when all do."""
    for name in names:
        if name in known and not callable(known[name]):
            return (
                f"`{name}` is {what_it_is(known[name])} now, and no function: run the cell that "
                "defines it again."
            )
    return ""


def _told(names: tuple[str, ...], file: str, error: BaseException, watch: _Watch) -> str:
    """What ended the block, when no result was odd by itself."""
    if isinstance(error, NameError) and error.name in names:
        return f"There is no `{error.name}` yet: run the cell above that defines it."
    words = said(error)
    name, line = where_in(names, file, error)
    if name:
        return f"`{name}` raised {words}{line}."
    given = " and ".join(f"`{each}` ({_kind(last)})" for each, last in watch.last.items())
    if not given:
        given = " and ".join(f"`{each}`" for each in names)
    return f"This cell can't use what came of {given}: {words}."


def _kind(thing: Any) -> str:
    if isinstance(thing, np.ndarray):
        return f"an array of shape {thing.shape}"
    if isinstance(thing, (list, tuple)):
        return f"a {type(thing).__name__} of length {len(thing)}"
    name = type(thing).__name__
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"


def _checks(names: tuple[str, ...]) -> str:
    calls = [f"`check({name})`" for name in names]
    listed = " and ".join(filter(None, [", ".join(calls[:-1]), calls[-1]]))
    return f"{listed} may tell you more."


def _figures() -> set[int]:
    """Numbers of the open figures; without pyplot there are none."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set() if pyplot is None else set(pyplot.get_fignums())


def _close(numbers: set[int]) -> None:
    for number in numbers:
        sys.modules["matplotlib.pyplot"].close(number)
