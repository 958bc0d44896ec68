"""The learner's side's memory of the places where tests stand.

The hidden part of a test runs when everything that is shown has been collected. That comes to
the same as running it at its place if what it meets is still as it was there, and if what it
leaves behind would not have been met by the cells after it. Here both are looked at. A notebook
whose process says so falsely is marked at the end all the same: its functions have to compute the
right thing then as well.
"""

from __future__ import annotations

import functools
import os
import random
import re
import sys
import tempfile
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from .content_sum import ContentSum

_ABSENT = -1
_MOST_FILES = 500
_HISTORY = re.compile(r"_+|_i+|_i?\d+|_[iod]h|In|Out")
"""What IPython changes at every cell."""


class Place:
    """What the learner's names and surroundings were at one moment.

    Attributes
    ----------
    sums
        By name; None for a value that cannot be looked into.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self._content = ContentSum(_is_library)
        self.sums = {name: self._sum(name, value) for name, value in names.items()}
        self.files = files()
        self.around = surroundings()
        self.chance = random.getstate(), np.random.get_state()

    def _sum(self, name: str, value: Any) -> int | None:
        return None if _HISTORY.fullmatch(name) else self._content.of(value)


class Places:
    """Where tests stood, and whether a name is still what it was there.

    Parameters
    ----------
    names
        The learner's names.
    skipped
        Those among them that are IPython's.
    """

    def __init__(self, names: dict[str, Any], skipped: Any) -> None:
        self.names, self.skipped = names, skipped
        self._noted: list[Place] = []
        self._then: Place | None = None
        self._entered: Place | None = None
        self._asked: set[str] = set()

    def note(self) -> None:
        """Remember how things stand."""
        self._noted.append(self._look())

    def _look(self, wanted: Collection[str] | None = None) -> Place:
        names = self.names if wanted is None else wanted
        seen = [name for name in names if name in self.names and name not in self.skipped]
        return Place({name: self.names[name] for name in seen})

    def go(self, number: int) -> bool:
        """Do as if it were the moment of note `number`; whether that is possible."""
        self._then = then = self._noted[number]
        self._asked = set()
        random.setstate(then.chance[0])
        np.random.set_state(then.chance[1])
        self._entered = now = self._look()
        return then.files is not None and then.files == now.files and then.around == now.around

    def still_holds(self, name: str) -> bool:
        """Whether a name is what it was at the place where we are; always, if we are at none."""
        if self._then is None or self._entered is None:
            return True
        self._asked.add(name)
        return _same(name, self._then, self._entered)

    def touch(self, name: str) -> None:
        """A test gives `name` a value, or takes it away."""
        self._asked.add(name)

    def left_as_found(self) -> bool:
        """Whether nothing that was asked for has changed since we went to this place.

        Files and surroundings are looked at when we go to the next one.
        """
        then, now = self._then, self._look(self._asked)
        if then is None:
            return True
        return all(_same(name, then, now) for name in self._asked) and _chance_sum(
            *then.chance
        ) == _chance_sum(*now.chance)


def _same(name: str, then: Place, now: Place) -> bool:
    """Whether a name is the same at two moments, as far as can be seen."""
    known = then.sums.get(name, _ABSENT)
    return known is not None and known == now.sums.get(name, _ABSENT)


def _chance_sum(plain: Any, numpys: Any) -> int:
    """A sum of the states of both global random generators."""
    name, key, *rest = numpys
    return hash((plain, name, key.tobytes(), *rest))


def _is_library(names: dict[str, Any]) -> bool:
    """Whether a module with these globals came with Python's environment, not with the notebook."""
    place = names.get("__file__")
    if type(place) is str and names.get("__name__") != "__main__":
        return _is_elsewhere(place, os.getcwd())
    return names.get("__name__") in sys.builtin_module_names


@functools.cache
def _is_elsewhere(place: str, folder: str) -> bool:
    return not Path(place).is_relative_to(folder)


def surroundings() -> tuple[Any, ...]:
    """What a function may find besides its names: folder, environment, settings, threads."""
    settings = sorted(np.geterr().items())
    return os.getcwd(), sorted(os.environ.items()), settings, threading.active_count()


def files() -> dict[str, tuple[int, int]] | None:
    """Size and time of the files that a notebook can change; None if there are too many."""
    found: dict[str, tuple[int, int]] = {}
    for folder in {os.getcwd(), tempfile.gettempdir()}:
        for where, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(where, name)
                about = os.lstat(path)
                found[path] = about.st_size, about.st_mtime_ns
                if len(found) > _MOST_FILES:
                    return None
    return found
