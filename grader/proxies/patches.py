"""Patches that a test makes: of attributes of modules, and of builtins.

Tests get a module of builtins of their own, so that one that they replace is not replaced under
the examiner's own code.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Iterable

_ABSENT = object()
_STREAMS = frozenset({"stdin", "stdout", "stderr"})
_OURS = __name__.partition(".")[0]

own_builtins = types.ModuleType("builtins", builtins.__doc__)
vars(own_builtins).update(vars(builtins))


def give_own_builtins(names: dict[str, object]) -> None:
    """Let code in `names`, and whoever imports `builtins` from now on, have the tests' own."""
    sys.modules["builtins"] = own_builtins
    dict.__setitem__(names, "__builtins__", own_builtins)


class Patches:
    """Attributes of modules that tests set: of these `names`, whatever the module."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names) - _STREAMS
        self._base: dict[tuple[str, str], object] = {}
        self._modules: dict[str, types.ModuleType] = {}

    def begin(self) -> None:
        """Look how things stand before a test."""
        self._base, self._modules = {}, {}
        if self._names:
            for name, module in list(sys.modules.items()):
                self._look_at(name, module)

    def _look_at(self, name: str, module: object) -> None:
        if type(module) is not types.ModuleType or name.partition(".")[0] in (_OURS, "__main__"):
            return
        for attribute in self._names & vars(module).keys():
            self._modules[name] = module
            self._base[name, attribute] = vars(module)[attribute]

    def lifted(self) -> dict[tuple[str, str], object]:
        """What is patched now; none of it is any more, until `put` is called."""
        found = {}
        for name, module in list(sys.modules.items()) if self._names else ():
            if name not in self._modules:  # imported since
                self._look_at(name, module)
        for (name, attribute), before in self._base.items():
            value = vars(self._modules[name]).get(attribute, _ABSENT)
            if value is not before and value is not _ABSENT:
                found[name, attribute] = value
                if self._modules[name] is not own_builtins:
                    setattr(self._modules[name], attribute, before)
        return found

    def put(self, patched: dict[tuple[str, str], object]) -> None:
        """Patch again what `lifted` found."""
        for (name, attribute), value in patched.items():
            setattr(self._modules[name], attribute, value)

    def undo(self) -> None:
        """Let everything stand as before the test."""
        for (name, attribute), before in self._base.items():
            if vars(self._modules[name]).get(attribute, _ABSENT) is not before:
                setattr(self._modules[name], attribute, before)
