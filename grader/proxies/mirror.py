"""What a test sets in its own process, set in the learner's too while the learner's code runs.

Patches of modules and builtins, numpy's error state, warning filters, seeds, standard streams,
the environment, the recursion limit and files are a process's own: set on one side of the line
they mean nothing on the other. A notebook whose cells mention none of these pays nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import types
import warnings
from collections.abc import Iterator, Sequence
from typing import TextIO

import numpy as np

from grader.cells.aspects import Aspects
from grader.proxies.asker import Asker
from grader.proxies.patches import Patches
from grader.rpc.state import files as mirrored_files
from grader.rpc.state import random_state as mirrored_random
from grader.rpc.state.warning_filters import filters_in_words, repeat

RUNS_CODE = frozenset(
    {"call", "get", "set", "delete", "operate", "next", "is_instance", "is_subclass"}
    | {"compare", "copy", "subclass"}
)


class Mirror:
    """One submission's mirror, of the aspects that the instructor's cells mention.

    `supplied` names the files that lay beside the notebook: they never come back changed.
    """

    def __init__(self, learner: Asker, aspects: Aspects, supplied: Sequence[str]) -> None:
        self._learner = learner
        self._aspects = aspects
        self._patches = Patches(aspects.patched)
        self._files = mirrored_files.Files(aspects.file_names, supplied)
        self._sent: dict[str, object] = {}
        self._busy = True  # until a test runs
        self._told = False
        self._warned: object = ()

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """A part of a test runs inside this block; what it leaves behind is undone."""
        before = _Process()
        self._before, self._told, self._sent = before, False, before.as_words(self._aspects)
        self._patches.begin()
        if self._aspects.files:
            self._fetch_files()
        self._busy = False
        try:
            yield
        finally:
            self._busy = True
            self._patches.undo()
            before.restore()
            if self._told and not self._learner.gone:
                with contextlib.suppress(Exception):
                    self._learner.ask("mirror", {"reset": True})

    def concerns(self, request: str) -> bool:
        """Whether `request` is one that the learner's process must be prepared for."""
        return not self._busy and request in RUNS_CODE

    def ask(self, request: str, arguments: tuple[object, ...], seconds: float | None) -> object:
        """Ask, with the learner's process as the test has set its own."""
        self._busy = True
        try:
            patched = self._patches.lifted()
            self._tell(patched)
            try:
                return self._learner.ask(request, *arguments, seconds=seconds)
            finally:
                with contextlib.suppress(Exception):
                    self._take_back()
                self._patches.put(patched)
                warned, self._warned = self._warned, ()
                repeat(warned)
        finally:
            self._busy = False

    def _tell(self, patched: dict[tuple[str, str], object]) -> None:
        """Send what has changed since the last time."""
        now = _Process().as_words(self._aspects)
        now["patches"] = [(*where, _lendable(value)) for where, value in patched.items()]
        if self._aspects.streams and sys.stdin is not self._before.stdin:
            now["stdin"] = _rest_of(sys.stdin)
        changes = {key: value for key, value in now.items() if self._sent.get(key) != value}
        if self._sent.get("patched_names") == list(patched.values()):
            changes.pop("patches", None)
        if self._aspects.files:
            changes |= self._files.changes()
        self._sent = now | {"patched_names": list(patched.values())}
        if self._streams_taken and self._learner.may_have_shown:
            self._learner.ask("outputs")  # shown before: not what the test catches
        if changes or self._aspects.warnings:
            self._told = True
            self._learner.ask("mirror", changes | {"warnings_too": self._aspects.warnings})

    @property
    def _streams_taken(self) -> bool:
        return self._aspects.streams and (
            sys.stdout is not self._before.stdout or sys.stderr is not self._before.stderr
        )

    def _take_back(self) -> None:
        """Bring here what the learner's code has done to its process."""
        learner = self._learner
        self._warned = ()
        if learner.gone:
            return
        if self._streams_taken:
            _write(learner.ask("outputs"))
        if self._told and self._aspects.goes_back:
            back = learner.ask("mirror_back")
            if type(back) is not dict:
                return
            self._warned = back.get("warned", ())
            if self._aspects.random and "random" in back:
                mirrored_random.put(back["random"])
                self._sent["random"] = mirrored_random.take()
            if "read" in back and sys.stdin is not self._before.stdin:
                _skip(sys.stdin, back["read"])
                self._sent["stdin"] = _rest_of(sys.stdin)
        if self._aspects.files:
            self._fetch_files()

    def _fetch_files(self) -> None:
        if not self._learner.gone:
            self._told = True
            self._files.take(self._learner.ask("changed_files", *self._files.wanted()))


class _Process:
    """How this process is set at one moment."""

    def __init__(self) -> None:
        self.stdin, self.stdout, self.stderr = sys.stdin, sys.stdout, sys.stderr
        self.errors = np.geterr()
        self.filters = list(warnings.filters)
        self.recursion = sys.getrecursionlimit()
        self.environ = dict(os.environ)

    def as_words(self, aspects: Aspects) -> dict[str, object]:
        """As plain data, as far as the instructor's cells mention it."""
        words: dict[str, object] = {"patches": []}
        if aspects.errstate:
            words["errors"] = self.errors
        if aspects.warnings:
            words["filters"] = filters_in_words(self.filters)
        if aspects.recursion:
            words["recursion"] = self.recursion
        if aspects.environ:
            words["environ"] = self.environ
        if aspects.random:
            words["random"] = mirrored_random.take()
        return words

    def restore(self) -> None:
        """Set the process as it was."""
        sys.stdin, sys.stdout, sys.stderr = self.stdin, self.stdout, self.stderr
        np.seterr(**self.errors)
        if warnings.filters != self.filters:
            warnings.resetwarnings()  # which also forgets what has been warned of
            warnings.filters[:] = self.filters  # type: ignore[index]  # a list, says Python
        if sys.getrecursionlimit() != self.recursion:
            sys.setrecursionlimit(self.recursion)
        if dict(os.environ) != self.environ:
            os.environ.clear()
            os.environ.update(self.environ)


def _lendable(value: object) -> object:
    """What can be lent for `value`: a mock is lent as a function that calls it."""
    if callable(value) and not isinstance(value, types.FunctionType | types.BuiltinFunctionType):
        return lambda *args, **kwargs: value(*args, **kwargs)
    return value


def _rest_of(stream: TextIO) -> str:
    """What can still be read from a stream that a test has put in the place of the keyboard."""
    try:
        place = stream.tell()
        rest = stream.read()
        stream.seek(place)
        return str(rest)
    except (OSError, ValueError, AttributeError):
        return ""


def _skip(stream: TextIO, count: object) -> None:
    if type(count) is int and 0 <= count <= len(_rest_of(stream)):
        stream.read(count)


def _write(outputs: object) -> None:
    """Write what the learner's code wrote to the streams that the test has put in place."""
    for output in outputs if type(outputs) is list else ():
        if type(output) is not dict or output.get("output_type") != "stream":
            continue
        if type(text := output.get("text")) is str:
            stream = sys.stderr if output.get("name") == "stderr" else sys.stdout
            stream.write(text)
