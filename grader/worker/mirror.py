"""The learner's process set as a test has set its own, while the learner's code runs."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from grader.rpc.state import random_state as mirrored_random
from grader.rpc.state.files import FOLDER, Stamp, stamps
from grader.rpc.state.warning_filters import Filter, set_filters, warnings_in_words

_ABSENT = object()
_ROOM = 60
"""Calls that this side itself takes; a test's recursion limit does not count them."""


class Changes(TypedDict, total=False):
    """What a test has set in its process, as far as it has changed since the last time."""

    reset: bool
    random: object
    gone: list[str]
    folders: list[str]
    files: dict[str, bytes]
    patches: list[tuple[str, str, object]]
    warnings_too: bool
    filters: list[Filter]
    errors: dict[str, Any]
    stdin: str
    recursion: int
    environ: dict[str, str]


class WorkerMirror:
    """What is to hold here while learner's code runs for a test.

    Parameters
    ----------
    names
        The learner's global names.
    """

    def __init__(self, names: dict[str, object]) -> None:
        self._names = names
        self._state: Changes = {}
        self._warned: list[tuple[str, str]] = []
        self._read = 0
        self._folder = Path.cwd()
        self._seen: dict[str, Stamp] = stamps(self._folder)

    def set(self, changes: Changes) -> None:
        """Take note of changes."""
        if changes.get("reset"):
            self._state = {}
            return
        if "random" in changes:
            mirrored_random.put(changes.pop("random"))
        for name in changes.pop("gone", ()):
            if (self._folder / name).is_file():
                (self._folder / name).unlink()
            self._seen.pop(name, None)
        for name in changes.pop("folders", ()):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        for name, content in changes.pop("files", {}).items():
            target = self._folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            about = target.stat()
            self._seen[name] = about.st_mtime_ns, about.st_size
        self._state |= changes

    def back(self) -> dict[str, object]:
        """What the learner's code has done to its process since the last look."""
        warned, self._warned = self._warned, []
        found = {"warned": warned, "random": mirrored_random.take()}
        return found | ({"read": self._read} if "stdin" in self._state else {})

    def changed_files(
        self, names: list[str], here: list[str], folder: str
    ) -> dict[str, bytes | None]:
        """Files that have changed since the last look and that the other side may have.

        None stands for one that is gone.
        """
        self._be_found_at(Path(folder))
        now = stamps(self._folder)
        changed = [name for name, stamp in now.items() if self._seen.get(name) != stamp]
        gone = self._seen.keys() - now.keys()
        self._seen = now
        wanted, there = set(names), set(here)
        may = [name for name in changed if name in there or Path(name).name in wanted]
        files = {n: (self._folder / n).read_bytes() for n in may if now[n] != FOLDER}
        return files | dict.fromkeys(gone & there)

    def _be_found_at(self, other: Path) -> None:
        """Let full paths that a test makes of its working folder lead to the one here."""
        if not other.exists():
            with contextlib.suppress(OSError):
                other.parent.mkdir(parents=True, exist_ok=True)
                other.symlink_to(self._folder)

    @contextlib.contextmanager
    def applied(self) -> Iterator[None]:
        """Learner's code runs inside this block."""
        if not self._state:
            yield
            return
        with contextlib.ExitStack() as stack:
            self._apply_settings(stack)
            for module, attribute, value in self._state.get("patches", ()):
                if module == "builtins":
                    self._shadow(stack, attribute, value)
                else:
                    _set(stack, importlib.import_module(module), attribute, value)
            yield

    def _apply_settings(self, stack: contextlib.ExitStack) -> None:
        state = self._state
        if state.get("warnings_too"):
            caught = stack.enter_context(warnings.catch_warnings(record=True))
            stack.callback(lambda: self._warned.extend(warnings_in_words(caught)))
            if "filters" in state:
                set_filters(state["filters"])
        if "errors" in state:
            stack.enter_context(np.errstate(**state["errors"]))
        if "stdin" in state:
            stream = io.StringIO(state.pop("stdin"))
            _set(stack, sys, "stdin", stream)
            state["stdin"] = ""
            stack.callback(lambda: setattr(self, "_read", stream.tell()))
        if "recursion" in state:
            stack.callback(sys.setrecursionlimit, sys.getrecursionlimit())
            sys.setrecursionlimit(state["recursion"] + _ROOM)
        if "environ" in state:
            stack.callback(_set_environ, dict(os.environ))
            _set_environ(state["environ"])

    def _shadow(self, stack: contextlib.ExitStack, name: str, value: object) -> None:
        """Put a global name before a builtin, for all functions of the notebook.

        The builtin itself is not replaced: this side's own code needs it.
        """
        if name not in self._names:
            self._names[name] = value
            stack.callback(self._names.pop, name, None)


def _set(stack: contextlib.ExitStack, target: object, attribute: str, value: object) -> None:
    before = getattr(target, attribute, _ABSENT)
    setattr(target, attribute, value)
    if before is _ABSENT:
        stack.callback(delattr, target, attribute)
    else:
        stack.callback(setattr, target, attribute, before)


def _set_environ(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
